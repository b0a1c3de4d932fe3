import { dayAfter } from "@/lib/format/day-start";

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
