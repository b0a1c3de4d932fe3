const dayMs = 86_400_000;

export interface Zone {
  locale: string;
  timeZone: string;
}

/** The calendar day of a moment in a time zone: "2026-11-24". */
export function dayKey(at: Date, timeZone: string): string {
  return at.toLocaleDateString("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
}

/** Calendar days from `now` to `at` in the zone: 1 is tomorrow. */
export function daysFrom(now: Date, at: Date, timeZone: string): number {
  return Math.round((Date.parse(dayKey(at, timeZone)) - Date.parse(dayKey(now, timeZone))) / dayMs);
}

/** "10:42" */
export function formatTime(at: Date, { locale, timeZone }: Zone): string {
  return at.toLocaleTimeString(locale, { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** "היום", "מחר", "אתמול", otherwise "יום שלישי, 24 בנובמבר". */
export function formatDay(at: Date, now: Date, zone: Zone): string {
  const distance = daysFrom(now, at, zone.timeZone);
  if (Math.abs(distance) <= 1) {
    const words = new Intl.RelativeTimeFormat(zone.locale, { numeric: "auto" }).format(distance, "day");
    return words.charAt(0).toLocaleUpperCase(zone.locale) + words.slice(1);
  }
  return formatLongDay(at, zone, !sameYear(at, now, zone.timeZone));
}

/** "יום שלישי, 24 בנובמבר" */
export function formatLongDay(at: Date, { locale, timeZone }: Zone, withYear = false): string {
  return at.toLocaleDateString(locale, {
    timeZone,
    weekday: "long",
    day: "numeric",
    month: "long",
    year: withYear ? "numeric" : undefined,
  });
}

/** "24 בנוב׳" */
export function formatShortDay(at: Date, { locale, timeZone }: Zone): string {
  return at.toLocaleDateString(locale, { timeZone, day: "numeric", month: "short" });
}

/** "יום ג׳ 24" */
export function formatWeekday(at: Date, { locale, timeZone }: Zone): string {
  return at.toLocaleDateString(locale, { timeZone, weekday: "short", day: "numeric" });
}

/** "היום 10:42", otherwise "24 בנוב׳, 10:42" */
export function formatMoment(at: Date, now: Date, zone: Zone): string {
  const time = formatTime(at, zone);
  if (Math.abs(daysFrom(now, at, zone.timeZone)) <= 1) return `${formatDay(at, now, zone)} ${time}`;
  const day = at.toLocaleDateString(zone.locale, {
    timeZone: zone.timeZone,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: sameYear(at, now, zone.timeZone) ? undefined : "numeric",
  });
  return `${day}, ${time}`;
}

function sameYear(a: Date, b: Date, timeZone: string): boolean {
  return dayKey(a, timeZone).slice(0, 4) === dayKey(b, timeZone).slice(0, 4);
}
