import { Clock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { PhoneNumber } from "@/components/ui/phone-number";
import { cn } from "@/lib/cn";
import { isolated } from "@/lib/format/isolated";
import { useFormat } from "@/lib/format/use-format";
import { useColleagueName } from "@/lib/people/members";
import type { Lead } from "../../api/types";
import { useLeadName } from "../../lead-name";
import { staleDays } from "../../stale";
import { StatusLabel } from "../status-label";
import { TagChips } from "../tag-chips";
import { listColumns } from "./columns";

interface LeadRowProps {
  lead: Lead;
  isChosen: boolean;
  /** Left out for who may only look. */
  onChoose?: (id: number, isChosen: boolean) => void;
}

export function LeadRow({ lead, isChosen, onChoose }: LeadRowProps) {
  const { t } = useTranslation(["leads", "common"]);
  const leadName = useLeadName();
  const name = leadName(lead);
  return (
    <li className={cn("flex items-stretch border-t border-line first:border-t-0 last:rounded-b-[15px]", isChosen ? "bg-accent-soft" : "hover:bg-sunken")}>
      {onChoose && (
        <label className="grid w-11 shrink-0 cursor-pointer place-items-center ps-1 box-content md:ps-(--card)">
          <input
            type="checkbox"
            aria-label={t("bulk.one", { name: isolated(name) })}
            checked={isChosen}
            onChange={(event) => onChoose(lead.id, event.target.checked)}
            className="size-4.5 cursor-pointer accent-accent md:size-4"
          />
        </label>
      )}
      <Link
        to={`/leads/${lead.id}`}
        className={cn(
          "flex min-h-(--row-min) min-w-0 grow items-center gap-3 py-(--row) pe-(--card) focus-visible:outline-offset-[-2px]",
          listColumns,
          !onChoose && "ps-(--card)",
        )}
      >
        <RowFacts lead={lead} />
      </Link>
    </li>
  );
}

function RowFacts({ lead }: { lead: Lead }) {
  const { t } = useTranslation(["leads", "common"]);
  const leadName = useLeadName();
  const format = useFormat();
  const colleagueName = useColleagueName();
  const phone = lead.phone && <PhoneNumber e164={lead.phone} />;
  const wants = [lead.service_wanted, lead.city].filter(Boolean).join(" · ");
  const stale = staleDays(lead);
  return (
    <>
      <span className="block min-w-0 grow">
        <span dir="auto" className="block truncate text-page-start font-semibold">
          {lead.name ? lead.name : phone || leadName(lead)}
        </span>
        <span className="block text-sm text-ink-3">{phone ? (lead.name ? phone : t("common:unnamed")) : t("noPhone")}</span>
        {wants && (
          <span dir="auto" className="block truncate text-page-start text-sm text-ink-2 md:hidden">
            {wants}
          </span>
        )}
      </span>
      <span className="hidden min-w-0 space-y-1 md:block">
        <span dir="auto" className="block truncate text-page-start text-ink-2">
          {wants || "—"}
        </span>
        <TagChips tags={lead.tags} most={2} />
      </span>
      <span dir="auto" className="hidden truncate text-page-start text-sm text-ink-2 xl:block">
        {lead.next_step || "—"}
      </span>
      <span className="flex min-w-0 shrink-0 flex-col items-end gap-1 md:contents">
        <span className="min-w-0 max-md:max-w-32">
          <StatusLabel status={lead.status} />
        </span>
        <span dir="auto" className="hidden truncate text-page-start text-sm text-ink-2 xl:block">
          {lead.owner_id === null ? "—" : (colleagueName(lead.owner_id) ?? t("common:formerMember"))}
        </span>
        {stale === null ? (
          <time dateTime={lead.last_activity_at} className="text-end text-sm text-ink-3">
            {format.moment(lead.last_activity_at)}
          </time>
        ) : (
          <span className="inline-flex items-center justify-end gap-1 text-sm whitespace-nowrap text-warn">
            <Clock aria-hidden className="size-3.5" strokeWidth={1.7} />
            {t("staleFor", { count: stale })}
          </span>
        )}
      </span>
    </>
  );
}
