const dayMs = 86_400_000;

/** The moment a calendar day ("2026-11-24") begins in a time zone. */
export function dayStart(day: string, timeZone: string): Date {
  const asIfUtc = Date.parse(`${day}T00:00:00Z`);
  const near = asIfUtc - offsetMs(asIfUtc, timeZone);
  return new Date(asIfUtc - offsetMs(near, timeZone));
}

/** "2026-11-30" -> "2026-12-01" */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
}

/** Whether it names a day that exists: "2026-02-30" does not. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;
}

/** How far the zone's clock is ahead of UTC at a moment. */
function offsetMs(at: number, timeZone: string): number {
  const shown = new Date(at).toLocaleString("sv-SE", { timeZone });
  return Date.parse(`${shown.replace(" ", "T")}Z`) - Math.floor(at / 1000) * 1000;
}
