import { Scissors } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { NewButton } from "@/components/ui/new-button";
import { Notice } from "@/components/ui/notice";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useResources, useServices } from "../../api/catalogue";
import { ServiceDialog } from "./service-dialog";
import { ServiceRow } from "./service-row";

/** What customers can book, how long it takes and who gives it. */
export function ServicesCard() {
  const { t } = useTranslation("appointments");
  const { data: services, isPending, error, refetch } = useServices();
  const { data: resources = [] } = useResources();
  return (
    <Card
      title={t("services.title")}
      aside={<NewButton label={t("services.new")}>{(dialog) => <ServiceDialog resources={resources} {...dialog} />}</NewButton>}
    >
      <p className="px-(--card) pb-3 text-pretty text-ink-2">{t("services.hint")}</p>
      {isPending && <SkeletonRows count={3} />}
      {error && !services && <Failure error={error} onRetry={() => void refetch()} />}
      {services?.length === 0 && <Notice icon={Scissors} title={t("services.empty")} hint={t("services.emptyHint")} />}
      <ul>
        {services?.map((service) => (
          <ServiceRow key={service.id} service={service} resources={resources} />
        ))}
      </ul>
    </Card>
  );
}
