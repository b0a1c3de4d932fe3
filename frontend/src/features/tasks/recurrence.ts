export const frequencies = ["DAILY", "WEEKLY", "MONTHLY"] as const;
type Frequency = (typeof frequencies)[number];

interface Recurrence {
  frequency: Frequency;
  interval: number;
  /** The day of a month and the hour it is meant for, which a short month or a changed clock would make it forget. */
  meantFor: string[];
}

/** "FREQ=WEEKLY;INTERVAL=2;BYHOUR=9;BYMINUTE=0" as the server spells it; null for a task that happens once. */
export function readRecurrence(text: string): Recurrence | null {
  const written = text.split(";");
  const parts = new Map(written.map((part) => part.split("=") as [string, string]));
  const frequency = frequencies.find((known) => known === parts.get("FREQ"));
  if (!frequency) return null;
  return { frequency, interval: Number(parts.get("INTERVAL") ?? 1), meantFor: written.filter((part) => part.startsWith("BY")) };
}

/** `meantFor` stays as long as the task is due when it was; a day of the month only with a monthly one. */
export function writeRecurrence(frequency: string, interval: string, meantFor: string[] = []): string {
  if (!frequency) return "";
  const kept = meantFor.filter((part) => frequency === "MONTHLY" || !part.startsWith("BYMONTHDAY="));
  return [`FREQ=${frequency}`, `INTERVAL=${Math.max(1, Math.trunc(Number(interval)) || 1)}`, ...kept].join(";");
}
