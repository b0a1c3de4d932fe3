import { Plus, Scissors } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
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
  const [isNew, setNew] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Card
      title={t("services.title")}
      aside={
        <Button ref={button} onClick={() => setNew(true)}>
          <Plus aria-hidden strokeWidth={1.7} />
          {t("services.new")}
        </Button>
      }
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
      {isNew && <ServiceDialog resources={resources} returnFocus={button} onClose={() => setNew(false)} />}
    </Card>
  );
}
