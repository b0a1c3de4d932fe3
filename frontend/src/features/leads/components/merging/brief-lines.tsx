import { useTranslation } from "react-i18next";
import { PhoneNumber } from "@/components/ui/phone-number";
import { useFormat } from "@/lib/format/use-format";
import type { Duplicate } from "../../api/merging";
import { useLeadName } from "../../lead-name";

/** Enough of a lead to tell it from another of the same name. */
export function BriefLines({ lead }: { lead: Duplicate["first"] }) {
  const { t } = useTranslation(["leads", "common"]);
  const leadName = useLeadName();
  const format = useFormat();
  return (
    <span className="min-w-0">
      <bdi dir="auto" className="block truncate text-page-start font-semibold">
        {leadName(lead)}
      </bdi>
      <span className="block text-sm text-ink-2">
        {lead.name && lead.phone && (
          <>
            <PhoneNumber e164={lead.phone} /> ·{" "}
          </>
        )}
        {t(`source.${lead.source}`)} · {format.moment(lead.created_at)}
      </span>
    </span>
  );
}
