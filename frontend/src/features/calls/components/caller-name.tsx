import { useTranslation } from "react-i18next";
import { PhoneNumber } from "@/components/ui/phone-number";
import type { Call } from "../api/types";
import { callerNumber } from "../caller";

/** Who is on the line: the lead's name, else the number, else that it is withheld. Stands in an element with `dir="auto"`. */
export function CallerName({ call }: { call: Call }) {
  const { t } = useTranslation();
  const number = callerNumber(call);
  if (call.lead?.name) return call.lead.name;
  return number ? <PhoneNumber e164={number} /> : t("unknownCaller");
}
