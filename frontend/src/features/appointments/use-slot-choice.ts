import { useState } from "react";
import { useFormat } from "@/lib/format/use-format";
import { useSlots } from "./api/slots";
import { daysLater } from "./week";

const daysAtOnce = 14;
const mostDays = 56;

interface SlotChoiceOptions {
  service?: number;
  resource?: number;
  /** The meeting that is to be moved, whose own time is free then. */
  moving?: number;
  /** Whether it is known yet what is looked for. */
  isReady?: boolean;
  /** On its way it is taken by ourselves. */
  isSent?: boolean;
}

export type SlotChoice = ReturnType<typeof useSlotChoice>;

/** One hour of those that are free in the coming days. An hour that somebody else takes meanwhile is chosen no more. */
export function useSlotChoice({ service, resource, moving, isReady = true, isSent = false }: SlotChoiceOptions) {
  const [days, setDays] = useState(daysAtOnce);
  const [wish, setWish] = useState("");
  const from = useFormat().dayKey(new Date());
  const to = daysLater(from, days);
  const { data, isPending, isPlaceholderData, error, refetch } = useSlots({ from, to, service, resource, moving }, isReady);
  const free = data?.days ?? [];
  const isListed = free.some(({ slots }) => slots.some(({ starts_at }) => starts_at === wish));
  // What lies behind the last day in sight may well be free.
  const isLost = Boolean(wish && data) && !isSent && !isPlaceholderData && wish.slice(0, 10) < to && !isListed;
  return {
    start: isLost ? "" : wish,
    isLost,
    choose: setWish,
    clear: () => setWish(""),
    free,
    isPending,
    error: data ? null : error,
    retry: () => void refetch(),
    more: days < mostDays ? () => setDays(days + daysAtOnce) : undefined,
  };
}
