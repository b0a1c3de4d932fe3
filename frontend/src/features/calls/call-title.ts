import type { TFunction } from "i18next";
import { formatPhone } from "@/lib/format/phone";
import type { Call } from "./api/types";
import { callerNumber } from "./caller";

const leftToRight = "\u2066";
const anyDirection = "\u2068";
const end = "\u2069";

/** "שיחה עם אבי מזרחי"; names and numbers are isolated, since a title is plain text. */
export function callTitle(call: Call, t: TFunction<"calls">): string {
  const number = callerNumber(call);
  if (call.lead?.name) return t("with", { name: `${anyDirection}${call.lead.name}${end}` });
  if (number) return t("with", { name: `${leftToRight}${formatPhone(number)}${end}` });
  return t("withUnknown");
}
