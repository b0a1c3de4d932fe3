import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { useMe } from "@/lib/auth/auth-context";
import { dayAfter, dayStart } from "@/lib/format/day-start";
import { useFormat } from "@/lib/format/use-format";
import { useResources } from "../../api/catalogue";
import { useAppointmentsBetween } from "../../api/list-appointments";
import { useHebrewDate } from "../../hebrew-date";
import { useOpening } from "../../use-opening";
import { daysLater } from "../../week";
import { PeriodHeader } from "./period-header";
import { SpecialDay } from "./special-day";
import { type Column, TimeGrid } from "./time-grid";

export interface DiaryProps {
  /** One of the days that are shown. */
  day: string;
  onDay: (day: string) => void;
}

/** A day hour by hour; where there are several people or places, a column for each. */
export function DayView({ day, onDay }: DiaryProps) {
  const { t } = useTranslation("appointments");
  const format = useFormat();
  const hebrewDate = useHebrewDate();
  const { timezone } = useMe().business;
  const today = format.dayKey(new Date());
  const [begins, ends] = [dayStart(day, timezone), dayStart(dayAfter(day), timezone)];
  const { data, isPlaceholderData, isPending, error, refetch } = useAppointmentsBetween(begins, ends);
  const { data: resources = [] } = useResources();
  const loading = isPending || isPlaceholderData;
  const appointments = loading ? [] : (data ?? []);
  const taking = resources.filter(({ id, is_active }) => is_active || appointments.some(({ resource }) => resource.id === id));
  const opening = useOpening(day, day, taking);
  const special = opening.special(day);
  const label = format.longDay(begins);
  const columns: Column[] =
    taking.length > 1
      ? taking.map((resource) => ({
          key: String(resource.id),
          day,
          label: `${label}, ${resource.name}`,
          heading: (
            <bdi dir="auto" className="block truncate px-2 py-2 text-center text-sm font-semibold" title={resource.name}>
              {resource.name}
            </bdi>
          ),
          appointments: appointments.filter((each) => each.resource.id === resource.id),
          open: opening.open(day, resource),
        }))
      : [{ key: day, day, label, appointments, open: opening.open(day, taking[0]) }];
  return (
    <div>
      <PeriodHeader
        title={label}
        subtitle={hebrewDate(day)}
        texts={{ before: t("dayTexts.before"), after: t("dayTexts.after"), today: t("dayTexts.today") }}
        isNow={day === today}
        onBefore={() => onDay(daysLater(day, -1))}
        onAfter={() => onDay(dayAfter(day))}
        onToday={() => onDay(today)}
      />
      {special && <SpecialDay date={special} open={opening.open(day)} />}
      {error && !data ? (
        <Card>
          <Failure error={error} onRetry={() => void refetch()} />
        </Card>
      ) : (
        <>
          {!loading && appointments.length === 0 && <p className="mb-2 text-ink-2">{t("dayTexts.empty")}</p>}
          <TimeGrid today={today} loading={loading} namesStaff={false} columns={columns} />
        </>
      )}
    </div>
  );
}
