import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { longest } from "@/lib/api/longest";
import { formatPhone } from "@/lib/format/phone";
import { useFormat } from "@/lib/format/use-format";
import { localMoment, momentOf } from "@/lib/format/local-moment";
import { useMe } from "@/lib/auth/auth-context";
import { useColleagues } from "@/lib/people/members";
import { useActiveFields } from "../../api/list-fields";
import { useLeadStatuses } from "../../api/list-statuses";
import { useProposals } from "../../api/provenance";
import type { Lead, TextField } from "../../api/types";
import { useLeadEditing } from "../../hooks/use-lead-editing";
import { AcceptAll } from "./accept-all";
import { ChoiceField } from "./choice-field";
import { CustomValueField } from "./custom-value-field";
import { InlineField } from "./inline-field";
import { ProposalLine } from "./proposal-line";
import { TagsField } from "./tags-field";

/** Everything known about the person, each value editable where it stands. */
export function LeadDetails({ lead }: { lead: Lead }) {
  const { t } = useTranslation(["leads", "common"]);
  const format = useFormat();
  const { timezone } = useMe().business;
  const editing = useLeadEditing(lead);
  const { readOnly, write, choose, explain, progressOf } = editing;
  const { data: proposals = [] } = useProposals(lead.id);
  const { data: statuses = [lead.status] } = useLeadStatuses();
  const colleagues = useColleagues();
  const fields = useActiveFields();
  const hasLeft = lead.owner_id !== null && !colleagues.some(({ id }) => id === lead.owner_id);

  function proposalOf(name: string, label: string) {
    const proposal = proposals.find(({ field }) => field === name);
    return proposal && <ProposalLine leadId={lead.id} label={label} proposal={proposal} />;
  }

  function textField(field: TextField) {
    return {
      label: t(`field.${field}`),
      lead,
      textOf: (of: Lead) => (field === "phone" ? formatPhone(of.phone) : of[field]),
      maxLength: longest.lead[field],
      readOnly,
      onSave: (value: string, seen: Lead) => write({ field, value }, seen),
      explain: (error: unknown) => explain(error, field),
      children: proposalOf(field, t(`field.${field}`)),
    };
  }

  return (
    <Card title={t("details")} aside={proposals.length > 1 && !readOnly && <AcceptAll leadId={lead.id} proposals={proposals} />}>
      <div className="pb-3">
        <ChoiceField
          label={t("field.status")}
          value={lead.status.id}
          colour={lead.status.colour}
          disabled={readOnly}
          {...progressOf("status")}
          onChoose={(id) => {
            const value = statuses.find((status) => status.id === Number(id));
            if (value) choose({ field: "status", value });
          }}
          below={proposalOf("status_id", t("field.status"))}
        >
          {statuses.map((status) => (
            <option key={status.id} value={status.id}>
              {status.label}
            </option>
          ))}
        </ChoiceField>
        <ChoiceField
          label={t("field.owner_id")}
          value={lead.owner_id ?? ""}
          disabled={readOnly}
          {...progressOf("owner_id")}
          onChoose={(id) => choose({ field: "owner_id", value: id ? Number(id) : null })}
        >
          <option value="">{t("nobody")}</option>
          {hasLeft && <option value={lead.owner_id ?? ""}>{t("common:formerMember")}</option>}
          {colleagues.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </ChoiceField>
        <InlineField {...textField("name")} />
        <InlineField {...textField("phone")} type="tel" />
        <InlineField {...textField("email")} type="email" />
        <InlineField {...textField("city")} />
        <InlineField {...textField("service_wanted")} />
        <InlineField {...textField("next_step")} />
        <InlineField
          {...textField("next_step")}
          label={t("field.next_step_at")}
          type="datetime-local"
          maxLength={undefined}
          textOf={(of) => (of.next_step_at ? localMoment(of.next_step_at, timezone) : "")}
          onSave={(value, seen) => write({ field: "next_step_at", value: value ? momentOf(value, timezone) : null }, seen)}
          explain={(error) => explain(error, "next_step_at")}
        >
          {proposalOf("next_step_at", t("field.next_step_at"))}
        </InlineField>
        <TagsField lead={lead} editing={editing} />
        {fields.map((field) => (
          <CustomValueField key={field.key} field={field} lead={lead} editing={editing}>
            {proposalOf(`custom.${field.key}`, field.label)}
          </CustomValueField>
        ))}
        <InlineField {...textField("notes")} multiline />
        <p className="mt-2 border-t border-line px-(--card) pt-3 text-sm text-ink-3">
          {t("field.source")}: {t(`source.${lead.source}`)} · {t("field.created_at")}:{" "}
          <time dateTime={lead.created_at}>{format.moment(lead.created_at)}</time>
        </p>
      </div>
    </Card>
  );
}
