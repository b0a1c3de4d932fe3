import { PhoneOutgoing } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Avatar } from "@/components/ui/avatar";
import { Money } from "@/components/ui/money";
import { PhoneNumber } from "@/components/ui/phone-number";
import { RowLink } from "@/components/ui/row-link";
import { useFormat } from "@/lib/format/use-format";
import type { Call } from "../api/types";
import { callerNumber } from "../caller";
import { CallLength } from "./call-length";
import { CallerName } from "./caller-name";
import { OutcomeChip } from "./outcome-chip";

export function CallRow({ call }: { call: Call }) {
  const { t } = useTranslation("calls");
  const format = useFormat();
  const number = callerNumber(call);
  return (
    <RowLink to={`/calls/${call.id}`}>
      <Avatar name={call.lead?.name ?? ""} />
      <span className="min-w-0 grow">
        <span className="flex items-center gap-1.5">
          <span dir="auto" className="truncate font-semibold">
            <CallerName call={call} />
          </span>
          {call.direction === "outbound" && (
            <PhoneOutgoing className="size-3.5 shrink-0 text-ink-3" aria-label={t("direction.outbound")} strokeWidth={1.7} />
          )}
        </span>
        <span className="flex gap-1.5 text-sm text-ink-3">
          {call.lead?.name && number && <PhoneNumber e164={number} />}
          {call.summary && (
            <span dir="auto" className="truncate max-md:hidden">
              {call.summary}
            </span>
          )}
        </span>
      </span>
      <span className="flex shrink-0 flex-col items-end gap-1 md:flex-row-reverse md:items-center md:gap-4">
        <span className="flex gap-3 text-sm text-ink-2 md:gap-4">
          <time dateTime={call.started_at} className="md:min-w-10">
            <bdi dir="ltr">{format.time(call.started_at)}</bdi>
          </time>
          <span className="text-end md:w-12">
            <CallLength call={call} />
          </span>
          <span className="w-12 text-end text-ink-3 max-md:hidden">
            {call.cost_micro_usd ? <Money microUsd={call.cost_micro_usd} /> : null}
          </span>
        </span>
        <span className="md:flex md:w-44 md:justify-end">
          <OutcomeChip call={call} />
        </span>
      </span>
    </RowLink>
  );
}
