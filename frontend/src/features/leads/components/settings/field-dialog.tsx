import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/ui/dialog";
import { Form, FormRefusal } from "@/components/ui/form";
import { FormActions } from "@/components/ui/form-actions";
import { SelectField } from "@/components/ui/select-field";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";
import { useSubmission } from "@/lib/use-submission";
import { useChangeField, useCreateField } from "../../api/fields";
import type { CustomField } from "../../api/types";
import { type ChoiceInUse, choicesInUse, type Replacements, replacementsFor } from "../../choices-in-use";
import { ChoicesInUse } from "./choices-in-use";

interface FieldDialogProps {
  /** Left out for a new one. Its key and kind stay as they are. */
  field?: CustomField;
  returnFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

const kinds = ["text", "number", "date", "choice"] as const satisfies CustomField["kind"][];

export function FieldDialog({ field, returnFocus, onClose }: FieldDialogProps) {
  const { t } = useTranslation("leads");
  const create = useCreateField();
  const change = useChangeField();
  const [kind, setKind] = useState<CustomField["kind"]>(field?.kind ?? "text");
  const [written, setWritten] = useState(field?.choices.join("\n") ?? "");
  const [inUse, setInUse] = useState<ChoiceInUse[]>([]);
  const [replacements, setReplacements] = useState<Replacements>({});
  const options = linesOf(written);
  const asked = inUse.filter(({ choice }) => !options.includes(choice));
  const settled = replacementsFor(options, replacements);

  async function changed(id: number, label: string) {
    if (kind !== "choice") return change.mutateAsync({ id, label });
    return change.mutateAsync({ id, label, choices: options, ...(asked.length > 0 && { replacements: settled }) });
  }

  const submission = useSubmission({
    names: ["label", "key", "choices"],
    required: { label: t("settings.missingName"), ...(field ? {} : { key: t("settings.missingKey") }) },
    send: async ({ label, key }) => {
      try {
        if (field) await changed(field.id, label.trim());
        else await create.mutateAsync({ key: key.trim(), label: label.trim(), kind, choices: kind === "choice" ? options : [] });
        onClose();
      } catch (error) {
        const found = choicesInUse(error);
        if (!found) throw error;
        setInUse(found);
      }
    },
  });
  return (
    <Dialog open title={t(field ? "settings.editField" : "settings.newField")} returnFocus={returnFocus} onClose={onClose}>
      <Form submission={submission} className="mt-4 space-y-4">
        <TextField
          label={t("settings.name")}
          name="label"
          dir="auto"
          autoComplete="off"
          maxLength={longest.customField.label}
          defaultValue={field?.label}
          error={submission.errors.label}
          className="text-page-start"
        />
        {!field && (
          <>
            <SelectField label={t("settings.fieldKind")} value={kind} onChange={(event) => setKind(kinds.find((known) => known === event.target.value) ?? "text")}>
              {kinds.map((known) => (
                <option key={known} value={known}>
                  {t(`fieldKind.${known}`)}
                </option>
              ))}
            </SelectField>
            <TextField
              label={t("settings.key")}
              name="key"
              dir="ltr"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              placeholder="budget"
              maxLength={longest.customField.key}
              hint={t("settings.keyHint")}
              error={submission.errors.key}
            />
          </>
        )}
        {kind === "choice" && (
          <TextArea
            label={t("settings.choices")}
            name="choices"
            value={written}
            onChange={({ target }) => setWritten(target.value)}
            error={submission.errors.choices}
          />
        )}
        {asked.length > 0 && <ChoicesInUse inUse={asked} options={options} replacements={settled} onChange={setReplacements} />}
        <FormRefusal submission={submission} />
        <FormActions submission={submission} onCancel={onClose} blocked={asked.some(({ choice }) => settled[choice] === undefined)}>
          {t(asked.length > 0 ? "settings.replaceAndSave" : "save")}
        </FormActions>
      </Form>
    </Dialog>
  );
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}
