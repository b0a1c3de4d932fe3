import { useTranslation } from "react-i18next";
import { Callout } from "@/components/ui/callout";
import type { BulkResult } from "../../api/bulk-leads";
import type { Lead } from "../../api/types";
import { useLeadName } from "../../lead-name";

/** Which of them were not changed, each with its reason. They stay chosen. */
export function BulkRefusals({ done, refused }: { done: number; refused: { lead: Lead; result: BulkResult }[] }) {
  const { t } = useTranslation(["leads", "common"]);
  const leadName = useLeadName();
  return (
    <Callout tone="warn" role="alert" className="mb-2.5 max-h-40 overflow-y-auto">
      <p className="font-semibold">{t("bulk.partly", { done, count: refused.length })}</p>
      <ul className="mt-1 text-sm text-ink-2">
        {refused.map(({ lead, result }) => (
          <li key={lead.id}>
            <bdi dir="auto" className="font-medium text-ink">
              {leadName(lead)}
            </bdi>
            : {result.error.message}
          </li>
        ))}
      </ul>
    </Callout>
  );
}
