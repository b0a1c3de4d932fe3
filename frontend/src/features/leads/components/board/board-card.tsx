import { Clock, Flag, GripVertical } from "lucide-react";
import type { KeyboardEvent, PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Avatar } from "@/components/ui/avatar";
import { PhoneNumber } from "@/components/ui/phone-number";
import { cn } from "@/lib/cn";
import { isolated } from "@/lib/format/isolated";
import { useFormat } from "@/lib/format/use-format";
import { useColleagueName } from "@/lib/people/members";
import { useNow } from "@/lib/use-now";
import type { Lead, LeadStatus } from "../../api/types";
import { useLeadName } from "../../lead-name";
import { staleDays } from "../../stale";
import { TagChips } from "../tag-chips";
import { MoveMenu } from "./move-menu";

interface BoardCardProps {
  lead: Lead;
  statuses: LeadStatus[];
  /** On its way: the place it would take is shown, the card itself follows the pointer. */
  isHeld: boolean;
  mayMove: boolean;
  onPointerDown: (event: PointerEvent<HTMLElement>, lead: Lead) => void;
  onHandleKey: (event: KeyboardEvent<HTMLElement>, lead: Lead) => void;
  onMoveTo: (lead: Lead, status: LeadStatus) => void;
}

export function BoardCard({ lead, statuses, isHeld, mayMove, onPointerDown, onHandleKey, onMoveTo }: BoardCardProps) {
  const { t } = useTranslation(["leads", "common"]);
  const leadName = useLeadName();
  const name = isolated(leadName(lead));
  return (
    <li
      data-card={lead.id}
      onPointerDown={mayMove ? (event) => onPointerDown(event, lead) : undefined}
      className={cn(
        "group relative rounded-medium border border-line bg-surface shadow-lift transition-colors duration-100 select-none hover:border-line-strong [-webkit-touch-callout:none]",
        mayMove && "md:cursor-grab",
        isHeld && "border-accent bg-accent-soft [&>*]:opacity-45",
      )}
    >
      <CardBody lead={lead} />
      {mayMove && (
        <>
          <button
            type="button"
            data-handle={lead.id}
            aria-label={t("board.move", { name })}
            aria-pressed={isHeld}
            aria-describedby="board-keys"
            onKeyDown={(event) => onHandleKey(event, lead)}
            className="absolute end-1 top-1 grid size-7 place-items-center rounded-small text-ink-3 opacity-0 group-hover:opacity-100 focus-visible:opacity-100 max-md:hidden"
          >
            <GripVertical aria-hidden className="size-4" strokeWidth={1.7} />
          </button>
          <MoveMenu lead={lead} name={name} statuses={statuses} onMoveTo={onMoveTo} />
        </>
      )}
    </li>
  );
}

export function CardBody({ lead }: { lead: Lead }) {
  const { t } = useTranslation(["leads", "common"]);
  const leadName = useLeadName();
  const format = useFormat();
  const colleagueName = useColleagueName();
  const now = useNow(false);
  const stale = staleDays(lead);
  const owner = lead.owner_id === null ? undefined : colleagueName(lead.owner_id);
  const isLate = lead.next_step_at !== null && Date.parse(lead.next_step_at) < now;
  return (
    <div className="space-y-1.5 px-3 py-2.5">
      <p className="pe-9 md:pe-6">
        <Link
          to={`/leads/${lead.id}`}
          draggable={false}
          dir="auto"
          className="block truncate text-page-start font-semibold after:absolute after:inset-0 after:rounded-medium focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent"
        >
          {leadName(lead)}
        </Link>
        {lead.name && lead.phone && (
          <span className="text-sm text-ink-3">
            <PhoneNumber e164={lead.phone} />
          </span>
        )}
      </p>
      {(lead.service_wanted || lead.city) && (
        <p dir="auto" className="truncate text-page-start text-sm text-ink-2">
          {[lead.service_wanted, lead.city].filter(Boolean).join(" · ")}
        </p>
      )}
      {lead.next_step && (
        <p className={cn("flex items-start gap-1.5 text-sm", isLate ? "text-bad" : "text-ink-2")}>
          <Flag aria-hidden className="mt-0.5 size-3.5 shrink-0" strokeWidth={1.7} />
          <span dir="auto" className="line-clamp-2 min-w-0 grow text-page-start [overflow-wrap:anywhere]">
            {lead.next_step}
          </span>
        </p>
      )}
      <TagChips tags={lead.tags} most={3} />
      <p className="flex min-h-6 items-center gap-2 text-xs text-ink-3">
        {owner && <Avatar name={owner} className="!size-6 text-[0.6875rem]" />}
        {owner && <span className="sr-only">{t("ownedBy", { name: isolated(owner) })}</span>}
        {stale === null ? (
          <time dateTime={lead.last_activity_at}>{format.moment(lead.last_activity_at)}</time>
        ) : (
          <span className="inline-flex items-center gap-1 rounded-full bg-warn-soft px-2 font-medium text-warn">
            <Clock aria-hidden className="size-3" strokeWidth={2} />
            {t("staleFor", { count: stale })}
          </span>
        )}
      </p>
    </div>
  );
}
