import { RowLink } from "@/components/ui/row-link";
import { useFormat } from "@/lib/format/use-format";
import type { Call } from "../api/types";
import { CallLength } from "./call-length";
import { OutcomeChip } from "./outcome-chip";

/** A call in the list of one lead: who called is known, so the row begins with when. */
export function CallOfLeadRow({ call }: { call: Call }) {
  const format = useFormat();
  return (
    <RowLink to={`/calls/${call.id}`} className="rounded-t-none">
      <span className="min-w-0 grow">
        <span className="flex gap-2">
          <time dateTime={call.started_at} className="font-semibold">
            {format.moment(call.started_at)}
          </time>
          <span className="text-ink-3">
            <CallLength call={call} />
          </span>
        </span>
        {call.summary && (
          <span dir="auto" className="own-direction line-clamp-2 text-sm text-ink-2">
            {call.summary}
          </span>
        )}
      </span>
      <OutcomeChip call={call} />
    </RowLink>
  );
}
