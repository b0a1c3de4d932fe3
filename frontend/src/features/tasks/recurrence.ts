export const frequencies = ["DAILY", "WEEKLY", "MONTHLY"] as const;
type Frequency = (typeof frequencies)[number];

interface Recurrence {
  frequency: Frequency;
  interval: number;
  /** The day a monthly one is meant for, which a short month would make it forget. */
  monthDay: string;
}

/** "FREQ=WEEKLY;INTERVAL=2" as the server spells it; null for a task that happens once. */
export function readRecurrence(text: string): Recurrence | null {
  const parts = new Map(text.split(";").map((part) => part.split("=") as [string, string]));
  const frequency = frequencies.find((known) => known === parts.get("FREQ"));
  if (!frequency) return null;
  return { frequency, interval: Number(parts.get("INTERVAL") ?? 1), monthDay: parts.get("BYMONTHDAY") ?? "" };
}

/** `monthDay` stays as long as the task is a monthly one of the same date. */
export function writeRecurrence(frequency: string, interval: string, monthDay = ""): string {
  if (!frequency) return "";
  const day = frequency === "MONTHLY" && monthDay ? `;BYMONTHDAY=${monthDay}` : "";
  return `FREQ=${frequency};INTERVAL=${Math.max(1, Math.trunc(Number(interval)) || 1)}${day}`;
}
