import { dayStart } from "./day-start";

/** What `<input type="datetime-local">` holds ("2026-11-24T16:00") for a moment, on the wall clock of the zone. */
export function localMoment(iso: string, timeZone: string): string {
  return new Date(iso).toLocaleString("sv-SE", { timeZone }).replace(" ", "T").slice(0, 16);
}

/** The moment, in ISO, that the wall clock of the zone calls so. An hour the clock skips becomes the one after. */
export function momentOf(local: string, timeZone: string): string {
  const [day = "", time = "00:00"] = local.split("T");
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const guess = dayStart(day, timeZone).getTime() + (hours * 60 + minutes) * 60_000;
  // On the day the clocks change, some hours are nearer to or farther from midnight.
  const off = Date.parse(`${local}Z`) - Date.parse(`${localMoment(new Date(guess).toISOString(), timeZone)}Z`);
  return new Date(guess + off).toISOString();
}
