import type { LeadStatus } from "../api/types";

/** The business's own colour is only a dot: it may be any colour, so it never carries the words. */
export function StatusLabel({ status }: { status: Pick<LeadStatus, "label" | "colour"> }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1.5 rounded-full bg-sunken px-2.5 py-px text-xs font-medium whitespace-nowrap text-ink-2">
      <span aria-hidden className="size-2 shrink-0 rounded-full" style={{ backgroundColor: status.colour }} />
      <bdi dir="auto" className="truncate">
        {status.label}
      </bdi>
    </span>
  );
}
