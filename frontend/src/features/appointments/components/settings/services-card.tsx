import { Scissors } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { NewButton } from "@/components/ui/new-button";
import { Notice } from "@/components/ui/notice";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useErrorText } from "@/lib/api/use-error-text";
import { moved } from "@/lib/moved";
import { useOrderServices, useResources, useServices } from "../../api/catalogue";
import { ServiceDialog } from "./service-dialog";
import { ServiceRow } from "./service-row";

/** What customers can book, how long it takes and who gives it. */
export function ServicesCard() {
  const { t } = useTranslation("appointments");
  const { data: services, isPending, error, refetch } = useServices();
  const { data: resources = [] } = useResources();
  const order = useOrderServices();
  const refusal = useErrorText()(order.error);
  return (
    <Card
      title={t("services.title")}
      aside={<NewButton label={t("services.new")}>{(dialog) => <ServiceDialog resources={resources} {...dialog} />}</NewButton>}
    >
      <p className="px-(--card) pb-3 text-pretty text-ink-2">{t("services.hint")}</p>
      {isPending && <SkeletonRows count={3} />}
      {error && !services && <Failure error={error} onRetry={() => void refetch()} />}
      {services?.length === 0 && <Notice icon={Scissors} title={t("services.empty")} hint={t("services.emptyHint")} />}
      {refusal && (
        <Callout tone="bad" role="alert" className="mx-(--card) mb-3">
          {refusal}
        </Callout>
      )}
      <ul>
        {services?.map((service, index) => (
          <ServiceRow
            key={service.id}
            service={service}
            resources={resources}
            place={{ isFirst: index === 0, isLast: index === services.length - 1, onMove: (by) => order.mutate(moved(services, index, by)) }}
          />
        ))}
      </ul>
    </Card>
  );
}
