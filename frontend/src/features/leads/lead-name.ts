import { formatPhone } from "@/lib/format/phone";
import type { Lead } from "./api/types";

/** What to call a lead: the name, else the number or address, else what stands for somebody unknown. */
export function leadName({ name, phone, email }: Pick<Lead, "name" | "phone" | "email">, unknown: string): string {
  return name || formatPhone(phone) || email || unknown;
}
