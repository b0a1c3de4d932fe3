import type { Entry } from "./api/entries";

/** Those who belong to the business now, for names that an entry itself does not carry. */
export interface Person {
  id: number;
  name: string;
}

/** Whom an entry is about, when that is somebody else than who did it. */
export function subjectOf({ actor, target_kind, target_id, data }: Entry): number | null {
  const ofSession = target_kind === "session" && isRecord(data) && typeof data.user === "number" ? data.user : null;
  const subject = target_kind === "user" ? target_id : ofSession;
  return subject === actor.user_id ? null : subject;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
