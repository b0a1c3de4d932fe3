import { CalendarDays } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { NewButton } from "@/components/ui/new-button";
import { Notice } from "@/components/ui/notice";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useFormat } from "@/lib/format/use-format";
import { useResources } from "../../api/catalogue";
import { type SpecialDate, useSpecialDates } from "../../api/dates";
import { useOpening } from "../../use-opening";
import { daysLater } from "../../week";
import { DateDialog } from "./date-dialog";
import { DateRow } from "./date-row";

const yearDays = 365;

/** The dates of the coming year that are not as usual: the calendar's holidays and one's own. */
export function DatesCard() {
  const { t } = useTranslation("appointments");
  const today = useFormat().dayKey(new Date());
  const last = daysLater(today, yearDays);
  const { data: dates, isPending, error, refetch } = useSpecialDates(today, last);
  const { data: resources = [] } = useResources();
  const opening = useOpening(today, last, resources);

  function isUsuallyClosed({ date, kind, resource_id }: SpecialDate): boolean {
    const whose = resources.find(({ id }) => id === resource_id);
    return kind === "usual" && opening.open(date, whose)?.length === 0;
  }

  return (
    <Card
      title={t("dates.title")}
      aside={<NewButton label={t("dates.new")}>{(dialog) => <DateDialog resources={resources} {...dialog} />}</NewButton>}
    >
      <p className="px-(--card) pb-3 text-pretty text-ink-2">{t("dates.hint")}</p>
      {isPending && <SkeletonRows />}
      {error && !dates && <Failure error={error} onRetry={() => void refetch()} />}
      {dates?.length === 0 && <Notice icon={CalendarDays} title={t("dates.empty")} hint={t("dates.emptyHint")} />}
      <ul>
        {dates?.map((date) => (
          <DateRow key={date.id} date={date} isUsuallyClosed={isUsuallyClosed(date)} resources={resources} />
        ))}
      </ul>
    </Card>
  );
}
