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
  const phone = lead.phone && <PhoneNumber e164={lead.phone} />;
  return (
    <RowLink to={`/leads/${lead.id}`}>
      <Avatar name={lead.name} />
      <span className="min-w-0 grow md:grid md:grid-cols-[minmax(0,14rem)_minmax(0,1fr)] md:items-center md:gap-4">
        <span className="block min-w-0">
          <span dir="auto" className="block truncate text-page-start font-semibold">
            {lead.name || phone || t("common:unnamed")}
          </span>
          <span className="text-sm text-ink-3">{phone ? (lead.name ? phone : t("common:unnamed")) : t("noPhone")}</span>
        </span>
        <span dir="auto" className="block truncate text-page-start text-sm text-ink-2">
          {[lead.service_wanted, lead.city].filter(Boolean).join(" · ")}
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
