import { formatPhone } from "@/lib/format/phone";
import type { Appointment } from "./api/types";

/** What to call the customer: the name, else the number, else what stands for somebody unknown. */
export function customerName({ lead }: Pick<Appointment, "lead">, unknown: string): string {
  return lead.name || formatPhone(lead.phone) || unknown;
}
