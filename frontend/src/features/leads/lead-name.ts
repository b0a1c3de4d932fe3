import { useTranslation } from "react-i18next";
import { formatPhone } from "@/lib/format/phone";
import type { Lead } from "./api/types";

type Known = Pick<Lead, "id" | "name" | "phone" | "email">;

/** What to call a lead: the name, else the number or address, else what tells those who hide apart. */
export function useLeadName(): (lead: Known) => string {
  const { t } = useTranslation();
  return ({ id, name, phone, email }) => name || formatPhone(phone) || email || t("hiddenPerson", { id });
}
