import { useTranslation } from "react-i18next";
import { Avatar } from "@/components/ui/avatar";
import { PhoneNumber } from "@/components/ui/phone-number";
import { RowLink } from "@/components/ui/row-link";
import { useFormat } from "@/lib/format/use-format";
import type { LeadPage } from "../api/types";
import { StatusLabel } from "./status-label";

export function LeadRow({ lead }: { lead: LeadPage["results"][number] }) {
  const { t } = useTranslation(["leads", "common"]);
  const format = useFormat();
  return (
    <RowLink to={`/leads/${lead.id}`}>
      <Avatar name={lead.name} />
      <span className="min-w-0 grow md:grid md:grid-cols-[minmax(0,14rem)_minmax(0,1fr)] md:items-center md:gap-4">
        <span className="block min-w-0">
          <span className="block truncate font-semibold">
            {lead.name ? <bdi dir="auto">{lead.name}</bdi> : t("common:unnamed")}
          </span>
          <span className="text-sm text-ink-3">
            {lead.phone ? <PhoneNumber e164={lead.phone} /> : t("noPhone")}
          </span>
        </span>
        <span className="block truncate text-sm text-ink-2">
          {lead.service_wanted && <bdi dir="auto">{lead.service_wanted}</bdi>}
          {lead.service_wanted && lead.city && " · "}
          {lead.city && <bdi dir="auto">{lead.city}</bdi>}
        </span>
      </span>
      <span className="flex shrink-0 flex-col items-end gap-1 md:flex-row-reverse md:items-center md:gap-4">
        <time dateTime={lead.created_at} className="text-sm text-ink-3 md:w-32 md:text-end">
          {format.moment(lead.created_at)}
        </time>
        <span className="hidden text-sm text-ink-3 lg:block lg:w-24">{t(`source.${lead.source}`)}</span>
        <StatusLabel status={lead.status} />
      </span>
    </RowLink>
  );
}
