import { dayAfter } from "@/lib/format/day-start";

export interface Span {
  id: number;
  begins: number;
  ends: number;
}

export interface Placed extends Span {
  /** Which of the `lanes` beside each other it stands in. */
  lane: number;
  lanes: number;
}

/** The seven days from Sunday on that hold `day`. */
export function weekOf(day: string): string[] {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const days = [daysLater(day, -weekday)];
  while (days.length < 7) days.push(dayAfter(days.at(-1) ?? day));
  return days;
}

export function daysLater(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** Those that overlap stand beside each other, each in the first lane that is free for it. */
export function lanesOf(spans: Span[]): Placed[] {
  const placed: Placed[] = [];
  let group: Placed[] = [];
  let until = -Infinity;
  for (const span of spans.toSorted((a, b) => a.begins - b.begins || b.ends - a.ends)) {
    if (span.begins >= until) {
      group = [];
      until = span.ends;
    }
    const taken = new Set(group.filter(({ ends }) => ends > span.begins).map(({ lane }) => lane));
    let lane = 0;
    while (taken.has(lane)) lane += 1;
    const one: Placed = { ...span, lane, lanes: 1 };
    group.push(one);
    placed.push(one);
    const lanes = Math.max(...group.map((each) => each.lane)) + 1;
    for (const each of group) each.lanes = lanes;
    until = Math.max(until, span.ends);
  }
  return placed;
}
