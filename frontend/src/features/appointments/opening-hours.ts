/** "09:00" to "13:00", wall time; closing at "00:00" is the end of the day. */
export interface Range {
  opens: string;
  closes: string;
}

export interface Opening extends Range {
  /** 0 is Sunday. */
  weekday: Weekday;
}

type RangeFault = "missing" | "order" | "overlap";

export const weekdays = [0, 1, 2, 3, 4, 5, 6] as const;
type Weekday = (typeof weekdays)[number];
const midnight = "00:00";
const lastMinute = "23:59";

/** The ranges of each of the seven days; a day without any is closed. */
export function daysOf(openings: Opening[]): Range[][] {
  return weekdays.map((day) =>
    openings
      .filter(({ weekday }) => weekday === day)
      .map(({ opens, closes }) => ({ opens, closes }))
      .toSorted((a, b) => a.opens.localeCompare(b.opens)),
  );
}

export function openingsOf(days: Range[][]): Opening[] {
  return weekdays.flatMap((weekday) => (days[weekday] ?? []).map((range) => ({ weekday, ...range })));
}

/** What keeps the hours of a day from being taken; undefined when nothing does. */
export function faultOf(ranges: Range[]): RangeFault | undefined {
  if (ranges.some(({ opens, closes }) => !opens || !closes)) return "missing";
  if (ranges.some((range) => endOf(range) <= range.opens)) return "order";
  const sorted = ranges.toSorted((a, b) => a.opens.localeCompare(b.opens));
  return sorted.some((range, index) => index > 0 && range.opens < endOf(sorted[index - 1] ?? range)) ? "overlap" : undefined;
}

/** The range that a day gets next: the first of a closed day, then an hour after the last one. */
export function nextRange(ranges: Range[]): Range {
  const last = ranges.at(-1);
  if (!last) return { opens: "09:00", closes: "17:00" };
  const opens = hourAfter(last.closes === midnight ? lastMinute : last.closes);
  return { opens, closes: hourAfter(opens) };
}

/** Text that sorts behind every time of the day. */
function endOf({ closes }: Range): string {
  return closes === midnight ? "24:00" : closes;
}

function hourAfter(time: string): string {
  const [hours = "0", minutes = "00"] = time.split(":");
  return Number(hours) >= 23 ? lastMinute : `${String(Number(hours) + 1).padStart(2, "0")}:${minutes}`;
}
