import type { Lead } from "./api/types";

const dayMs = 86_400_000;

/** For how many whole days nobody has heard of the lead, when that is longer than its status allows; else null. */
export function staleDays({ status, last_activity_at }: Pick<Lead, "status" | "last_activity_at">, now = Date.now()): number | null {
  const days = (now - Date.parse(last_activity_at)) / dayMs;
  return status.stale_after_days !== null && days > status.stale_after_days ? Math.floor(days) : null;
}
