import { localMoment } from "@/lib/format/local-moment";

/** Hours of one day on the wall clock, from 0 to 24. */
export interface Hours {
  begins: number;
  ends: number;
}

export interface Span extends Hours {
  id: number;
}

interface Placed extends Span {
  /** Which of the `lanes` beside each other it begins in, and how many of them it takes. */
  lane: number;
  lanes: number;
  width: number;
}

interface Meeting {
  id: number;
  starts_at: string;
  ends_at: string;
}

const hourMs = 3_600_000;
const usual: Hours = { begins: 8, ends: 19 };

/** The part of each meeting that lies on the day; one that passes midnight lies on both. */
export function spansOn(day: string, meetings: Meeting[], timeZone: string): Span[] {
  return meetings.flatMap(({ id, starts_at, ends_at }) => {
    const begins = hourOn(day, starts_at, timeZone);
    const ends = hourOn(day, ends_at, timeZone);
    if (begins >= 24 || ends <= 0) return [];
    // In the night in which the clock is set back, a meeting may end at an earlier hour than it began.
    const length = (Date.parse(ends_at) - Date.parse(starts_at)) / hourMs;
    return [{ id, begins, ends: ends > begins ? ends : Math.min(24, begins + length) }];
  });
}

/** The whole hours in which all of it fits. */
export function hoursAround(parts: Hours[]): Hours {
  if (parts.length === 0) return usual;
  return {
    begins: Math.floor(Math.min(...parts.map(({ begins }) => begins))),
    ends: Math.ceil(Math.max(...parts.map(({ ends }) => ends))),
  };
}

/** What of `shown` is not `open`. */
export function closedIn(shown: Hours, open: Hours[]): Hours[] {
  const closed: Hours[] = [];
  let from = shown.begins;
  for (const { begins, ends } of open.toSorted((a, b) => a.begins - b.begins)) {
    if (begins > from) closed.push({ begins: from, ends: Math.min(begins, shown.ends) });
    from = Math.max(from, ends);
  }
  if (from < shown.ends) closed.push({ begins: from, ends: shown.ends });
  return closed;
}

/** Those that overlap stand beside each other, each in the first lane that is free for it, as wide as is free. None takes less than `least` hours. */
export function lanesOf(spans: Span[], least = 0): Placed[] {
  const groups: Placed[][] = [];
  let until = -Infinity;
  const long = spans.map((span) => ({ ...span, ends: Math.max(span.ends, span.begins + least) }));
  for (const span of long.toSorted((a, b) => a.begins - b.begins || b.ends - a.ends)) {
    if (span.begins >= until) groups.push([]);
    const group = groups.at(-1) ?? [];
    const taken = new Set(group.filter(({ ends }) => ends > span.begins).map(({ lane }) => lane));
    let lane = 0;
    while (taken.has(lane)) lane += 1;
    group.push({ ...span, lane, lanes: 1, width: 1 });
    until = span.begins >= until ? span.ends : Math.max(until, span.ends);
  }
  return groups.flatMap(widened);
}

/** All that overlap, each as far as to the next beside it. */
function widened(group: Placed[]): Placed[] {
  const lanes = Math.max(...group.map(({ lane }) => lane)) + 1;
  return group.map((one) => {
    const beside = group.filter(({ lane, begins, ends }) => lane > one.lane && begins < one.ends && ends > one.begins);
    return { ...one, lanes, width: Math.min(lanes, ...beside.map(({ lane }) => lane)) - one.lane };
  });
}

function hourOn(day: string, iso: string, timeZone: string): number {
  const [date = "", time = ""] = localMoment(iso, timeZone).split("T");
  if (date !== day) return date < day ? 0 : 24;
  return hourOf(time);
}

/** "09:30" -> 9.5 */
export function hourOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours + minutes / 60;
}
