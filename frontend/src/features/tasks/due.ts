import { dayAfter } from "@/lib/format/day-start";
import { localMoment, momentOf } from "@/lib/format/local-moment";
import type { Task } from "./api/types";

/** Day and time of the form, on the wall clock of the business; a task without a time is of the whole day. */
export function dueOf(date: string, time: string, timeZone: string): Pick<Task, "due_at" | "all_day"> {
  if (!date) return { due_at: null, all_day: false };
  return { due_at: momentOf(`${date}T${time || "00:00"}`, timeZone), all_day: time === "" };
}

export function dueInForm({ due_at, all_day }: Pick<Task, "due_at" | "all_day">, timeZone: string): { date: string; time: string } {
  if (!due_at) return { date: "", time: "" };
  const [date = "", time = ""] = localMoment(due_at, timeZone).split("T");
  return { date, time: all_day ? "" : time };
}

/** However the moment is written: the server leaves out the milliseconds. */
export function isSameDue(one: Pick<Task, "due_at">, other: Pick<Task, "due_at">): boolean {
  return Date.parse(one.due_at ?? "") === Date.parse(other.due_at ?? "");
}

const morning = "09:00";
const laterMs = 3 * 60 * 60_000;

/** When a task can be put off to: in three hours, tomorrow morning, the morning that begins the next week. */
export function snoozeTimes(now: Date, timeZone: string): { later: string; tomorrow: string; week: string } {
  const today = localMoment(now.toISOString(), timeZone).slice(0, 10);
  let sunday = dayAfter(today);
  while (new Date(`${sunday}T00:00:00Z`).getUTCDay() !== 0) sunday = dayAfter(sunday);
  return {
    later: new Date(now.getTime() + laterMs).toISOString(),
    tomorrow: momentOf(`${dayAfter(today)}T${morning}`, timeZone),
    week: momentOf(`${sunday}T${morning}`, timeZone),
  };
}
