import { useTranslation } from "react-i18next";
import { formatPhone } from "@/lib/format/phone";
import { useFormat } from "@/lib/format/use-format";
import { useColleagueName } from "@/lib/people/members";
import { useCustomFields } from "../api/list-fields";
import { useLeadStatuses } from "../api/list-statuses";
import type { TextField } from "../api/types";

/** Values of a lead as its page writes them, by the names the server knows their fields by. An empty one has no text. */
export function useValueText() {
  const { t } = useTranslation(["leads", "common"]);
  const format = useFormat();
  const nameOf = useColleagueName();
  const { data: statuses = [] } = useLeadStatuses();
  const { data: fields = [] } = useCustomFields();

  function labelOf(field: string): string {
    if (field === "status_id") return t("field.status");
    const own = fields.find(({ key }) => field === `custom.${key}`);
    return own ? own.label : t(`field.${field as TextField}`);
  }

  function textOf(field: string, value: unknown): string {
    if (value === null || value === undefined || value === "") return "";
    if (field === "phone") return formatPhone(String(value));
    if (field === "next_step_at") return format.moment(String(value));
    if (field === "owner_id") return nameOf(Number(value)) ?? t("common:formerMember");
    if (field === "status_id") return statuses.find(({ id }) => id === value)?.label ?? "";
    return Array.isArray(value) ? value.join(", ") : String(value);
  }

  return { labelOf, textOf };
}
