import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Place } from "@/components/ui/order-buttons";
import { useErrorText } from "@/lib/api/use-error-text";
import { useColleagueName } from "@/lib/people/members";
import { type Resource, useChangeResource } from "../../api/catalogue";
import { CatalogueRow } from "./catalogue-row";
import { ResourceDialog } from "./resource-dialog";

export function ResourceRow({ resource, place }: { resource: Resource; place: Place }) {
  const { t } = useTranslation(["appointments", "common"]);
  const change = useChangeResource(resource);
  const refusal = useErrorText()(change.error);
  const colleague = useColleagueName();
  const [isAsked, setAsked] = useState(false);
  const menu = useRef<HTMLButtonElement>(null);
  return (
    <CatalogueRow
      name={resource.name}
      isActive={resource.is_active}
      isMain={resource.is_default}
      busy={change.isPending}
      refusal={refusal}
      place={place}
      menu={menu}
      onEdit={() => setAsked(true)}
      onActive={(is_active) => change.mutate({ is_active })}
      dialog={isAsked && <ResourceDialog resource={resource} returnFocus={menu} onClose={() => setAsked(false)} />}
    >
      {resource.user_id !== null && <bdi dir="auto">{colleague(resource.user_id) ?? t("common:formerMember")}</bdi>}
      <Link to={`?part=hours&of=${resource.id}`} className="text-accent underline-offset-4 hover:underline max-md:py-2">
        {t(resource.has_own_hours ? "resources.ownHours" : "resources.usualHours")}
      </Link>
    </CatalogueRow>
  );
}
