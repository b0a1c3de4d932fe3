import { useTranslation } from "react-i18next";
import { isolated } from "@/lib/format/isolated";
import type { Entry } from "../api/entries";
import { isRecord } from "../people";

const roles = ["owner", "admin", "agent"] as const;
const secrets = ["twilio", "openai", "webhook"] as const;
const fields = ["full_name", "language", "name", "phone", "email", "city", "service_wanted", "notes", "status_id"] as const;
const endings = [
  "signed_out_everywhere",
  "ended_by_hand",
  "reuse_detected",
  "password_changed",
  "password_reset",
  "member_suspended",
  "member_removed",
  "user_deactivated",
] as const;

/** What an entry says beyond its name, in words. Facts of kinds not known here stay unsaid. */
export function useDetail(): (entry: Entry) => string {
  const { t } = useTranslation(["audit", "common"]);

  function role(value: unknown): string {
    const known = oneOf(roles, value);
    return known ? t(`common:role.${known}`) : "";
  }

  return ({ action, data }) => {
    if (!isRecord(data)) return "";
    if (action === "member.role_changed") return t("detail.roles", { from: role(data.from), to: role(data.to) });
    if (action === "session.ended") {
      const ending = oneOf(endings, data.reason);
      return ending ? t(`ended.${ending}`) : "";
    }
    if (action.startsWith("impersonation.") && typeof data.reason === "string") {
      return t("detail.reason", { reason: isolated(data.reason) });
    }
    if (action === "secret.changed") {
      const secret = oneOf(secrets, data.secret);
      return secret ? `${t(`secret.${secret}`)}, ${t(data.change === "removed" ? "detail.removed" : "detail.set")}` : "";
    }
    if (role(data.role)) return t("detail.role", { role: role(data.role) });
    if (Array.isArray(data.fields)) {
      const named = data.fields.map((field) => oneOf(fields, field)).filter((field) => field !== undefined);
      return named.map((field) => t(`field.${field}`)).join(", ");
    }
    return "";
  };
}

function oneOf<Known extends string>(known: readonly Known[], value: unknown): Known | undefined {
  return known.find((one) => one === value);
}
