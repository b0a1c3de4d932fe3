import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { ApiError, errorText } from "@/lib/api/error";
import { longest } from "@/lib/api/longest";
import { useCan } from "@/lib/auth/auth-context";
import { formatPhone } from "@/lib/format/phone";
import { useFormat } from "@/lib/format/use-format";
import type { Lead, TextField } from "../api/types";
import { useUpdateLead } from "../api/update-lead";
import { InlineField } from "./inline-field";
import { StatusField } from "./status-field";

/** Everything known about the person, each value editable where it stands. */
export function LeadDetails({ lead }: { lead: Lead }) {
  const { t } = useTranslation("leads");
  const format = useFormat();
  const readOnly = !useCan("leads.edit");
  const text = useUpdateLead(lead.id);
  const status = useUpdateLead(lead.id);

  function explain(error: unknown, field: TextField | "status"): string {
    if (error instanceof ApiError && error.fields[field]) return error.fields[field];
    return errorText(error, { offline: t("error.offline"), failed: t("error.failed") });
  }

  function textField(field: TextField) {
    return {
      label: t(`field.${field}`),
      value: lead[field],
      maxLength: longest.lead[field],
      readOnly,
      onSave: (value: string) => text.mutateAsync({ field, value }),
      explain: (error: unknown) => explain(error, field),
    };
  }

  return (
    <Card title={t("details")}>
      <div className="pb-3">
        <StatusField
          lead={lead}
          disabled={readOnly}
          saving={status.isPending}
          error={status.error ? explain(status.error, "status") : undefined}
          onSave={(value) => status.mutate({ field: "status", value })}
        />
        <InlineField {...textField("name")} />
        <InlineField {...textField("phone")} value={formatPhone(lead.phone)} type="tel" />
        <InlineField {...textField("email")} type="email" />
        <InlineField {...textField("city")} />
        <InlineField {...textField("service_wanted")} />
        <InlineField {...textField("notes")} multiline />
        <p className="mt-2 border-t border-line px-(--card) pt-3 text-sm text-ink-3">
          {t("field.source")}: {t(`source.${lead.source}`)} · {t("field.created_at")}:{" "}
          <time dateTime={lead.created_at}>{format.moment(lead.created_at)}</time>
        </p>
      </div>
    </Card>
  );
}
