import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Place } from "@/components/ui/order-buttons";
import { useErrorText } from "@/lib/api/use-error-text";
import { type Resource, type Service, useChangeService } from "../../api/catalogue";
import { CatalogueRow } from "./catalogue-row";
import { ServiceDialog } from "./service-dialog";

interface ServiceRowProps {
  service: Service;
  resources: Resource[];
  place: Place;
}

export function ServiceRow({ service, resources, place }: ServiceRowProps) {
  const { t } = useTranslation("appointments");
  const change = useChangeService(service);
  const refusal = useErrorText()(change.error);
  const [isAsked, setAsked] = useState(false);
  const menu = useRef<HTMLButtonElement>(null);
  const givers = resources.filter(({ id }) => service.resource_ids.includes(id)).map(({ name }) => name);
  const buffer = service.buffer_before_minutes + service.buffer_after_minutes;
  return (
    <CatalogueRow
      name={service.label}
      isActive={service.is_active}
      busy={change.isPending}
      refusal={refusal}
      place={place}
      menu={menu}
      onEdit={() => setAsked(true)}
      onActive={(is_active) => change.mutate({ is_active })}
      dialog={isAsked && <ServiceDialog service={service} resources={resources} returnFocus={menu} onClose={() => setAsked(false)} />}
    >
      <span>{t("services.minutes", { count: service.duration_minutes })}</span>
      {buffer > 0 && <span>{t("services.buffer", { count: buffer })}</span>}
      {service.price !== null && <bdi dir="ltr">₪{service.price}</bdi>}
      <bdi dir="auto">{givers.join(", ") || t("services.everybody")}</bdi>
    </CatalogueRow>
  );
}
