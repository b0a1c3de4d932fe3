import type { Lead } from "./api/types";

/** What becomes of a field that the lead that goes has: `stays` is its value afterwards, `goes` what is given up for it. */
export interface MergedValue {
  field: string;
  stays: unknown;
  goes: unknown;
}

const taken = ["name", "phone", "email", "city", "service_wanted", "owner_id"] as const;
const plan = ["next_step", "next_step_at"] as const;

/**
 * As apps/crm/merged_fields.py merges: what the winner has stays, what it lacks is taken over, a next step goes with its moment. Fields in which the two
 * agree are left out, as are notes and tags, of which both stay.
 */
export function mergedValues(winner: Lead, loser: Lead): MergedValue[] {
  const planner = isEmpty(winner.next_step) && isEmpty(winner.next_step_at) ? loser : winner;
  const customs = Object.keys(loser.custom);
  return [
    merged("status_id", winner.status.id, loser.status.id),
    ...taken.map((field) => merged(field, winner[field], loser[field])),
    ...plan.map((field) => merged(field, winner[field], loser[field], planner[field])),
    ...customs.map((key) => merged(`custom.${key}`, winner.custom[key], loser.custom[key])),
  ].flatMap((value) => value ?? []);
}

function merged(field: string, own: unknown, other: unknown, stays = isEmpty(own) ? other : own): MergedValue | null {
  if (isEmpty(other) || other === own) return null;
  return { field, stays, goes: other === stays ? null : other };
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "";
}
