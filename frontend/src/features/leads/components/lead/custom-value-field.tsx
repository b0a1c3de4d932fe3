import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { longestCustomText } from "@/lib/api/longest";
import type { CustomField, CustomValue, Lead } from "../../api/types";
import type { useLeadEditing } from "../../hooks/use-lead-editing";
import { ChoiceField } from "./choice-field";
import { InlineField } from "./inline-field";

interface CustomValueFieldProps {
  field: CustomField;
  lead: Lead;
  editing: ReturnType<typeof useLeadEditing>;
  children?: ReactNode;
}

/** A field of the business's own, as its kind is written. */
export function CustomValueField({ field: { key, label, kind, choices }, lead, editing, children }: CustomValueFieldProps) {
  const { t } = useTranslation("leads");
  const { readOnly, write, choose, explain, progressOf } = editing;
  const name = `custom.${key}`;
  const textOf = (of: Lead) => String(of.custom[key] ?? "");

  if (kind === "choice") {
    const value = textOf(lead);
    return (
      <ChoiceField
        label={label}
        value={value}
        disabled={readOnly}
        {...progressOf(name)}
        onChoose={(choice) => choose({ field: "custom", key, value: choice || null })}
        below={children}
      >
        <option value="">{t("noChoice")}</option>
        {/* An option that was taken out of the settings stays until another is chosen. */}
        {value && !choices.includes(value) && <option>{value}</option>}
        {choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </ChoiceField>
    );
  }
  return (
    <InlineField
      label={label}
      lead={lead}
      textOf={textOf}
      type={kind === "date" ? "date" : "text"}
      inputMode={kind === "number" ? "decimal" : undefined}
      maxLength={kind === "text" ? longestCustomText : undefined}
      readOnly={readOnly}
      onSave={(text, seen) => write({ field: "custom", key, value: valueIn(kind, text) }, seen)}
      explain={(error) => explain(error, name)}
    >
      {children}
    </InlineField>
  );
}

/** What is no number goes as it was written, for the server to say so. */
function valueIn(kind: CustomField["kind"], text: string): CustomValue {
  if (text === "") return null;
  return kind === "number" && Number.isFinite(Number(text)) ? Number(text) : text;
}
