const parts = new Intl.DateTimeFormat("he-IL-u-ca-hebrew", { day: "numeric", month: "long", timeZone: "UTC" });
const units = ["", "א", "ב", "ג", "ד", "ה", "ו", "ז", "ח", "ט"];
const tens = ["", "י", "כ", "ל"];

/** "2026-11-24" -> "י״ד בכסלו" */
export function hebrewDate(day: string): string {
  const found = parts.formatToParts(new Date(`${day}T12:00:00Z`));
  return found.map(({ type, value }) => (type === "day" ? letters(Number(value)) : value)).join("");
}

/** Fifteen and sixteen are nine and six or seven, so that no name of God is written. */
function letters(day: number): string {
  const written = day === 15 ? "טו" : day === 16 ? "טז" : `${tens[Math.floor(day / 10)]}${units[day % 10]}`;
  return written.length === 1 ? `${written}׳` : `${written.slice(0, -1)}״${written.slice(-1)}`;
}
