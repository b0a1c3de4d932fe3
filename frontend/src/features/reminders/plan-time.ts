import type { Plan } from "./api/reminders";

export const units = ["days", "hours", "minutes"] as const;
export type Unit = (typeof units)[number];

/** How long before the appointment, in the largest unit that says it whole. */
export function timeOf(plan?: Pick<Plan, "before_days" | "before_minutes">): { amount: number; unit: Unit } {
  if (!plan) return { amount: 3, unit: "days" };
  const { before_days: days = 0, before_minutes: minutes = 0 } = plan;
  if (days > 0) return { amount: days, unit: "days" };
  return minutes % 60 === 0 ? { amount: minutes / 60, unit: "hours" } : { amount: minutes, unit: "minutes" };
}

export function timeValues(amount: number, unit: Unit) {
  return {
    before_days: unit === "days" ? amount : 0,
    before_minutes: unit === "days" ? 0 : amount * (unit === "hours" ? 60 : 1),
  };
}

const kinds: Plan["kind"][] = ["booked", "before", "rescheduled", "cancelled"];

/** As a customer meets them: the booking first, then what reminds of it, the earliest first, then what becomes of it. */
export function inOrder(plans: Plan[]): Plan[] {
  const ahead = ({ before_days = 0, before_minutes = 0 }: Plan) => before_days * 1440 + before_minutes;
  return plans.toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || ahead(b) - ahead(a));
}
