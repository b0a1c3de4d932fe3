import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/ui/dialog";
import { Form, FormRefusal } from "@/components/ui/form";
import { FormActions } from "@/components/ui/form-actions";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";
import { useSubmission } from "@/lib/use-submission";
import { useChangeStatus, useCreateStatus } from "../../api/statuses";
import type { Status } from "../../api/types";
import { ColourChoice } from "./colour-choice";

interface StatusDialogProps {
  /** Left out for a new one. */
  status?: Status;
  returnFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

const kinds = ["open", "won", "lost", "junk"] as const satisfies Status["kind"][];

export function StatusDialog({ status, returnFocus, onClose }: StatusDialogProps) {
  const { t } = useTranslation("leads");
  const create = useCreateStatus();
  const change = useChangeStatus(status?.id ?? 0);
  const [colour, setColour] = useState(status?.colour ?? "#0891b2");
  const submission = useSubmission({
    names: ["label", "kind", "stale_after_days"],
    required: { label: t("settings.missingName") },
    send: async ({ label, kind, stale_after_days }) => {
      const details = {
        label: label.trim(),
        colour,
        kind: kind as Status["kind"],
        stale_after_days: stale_after_days ? Number(stale_after_days) : null,
      };
      await (status ? change.mutateAsync(details) : create.mutateAsync(details));
      onClose();
    },
  });
  return (
    <Dialog open title={t(status ? "settings.editStatus" : "settings.newStatus")} returnFocus={returnFocus} onClose={onClose}>
      <Form submission={submission} className="mt-4 space-y-4">
        <TextField
          label={t("settings.name")}
          name="label"
          dir="auto"
          autoComplete="off"
          maxLength={longest.status.label}
          defaultValue={status?.label}
          error={submission.errors.label}
          className="text-page-start"
        />
        <ColourChoice value={colour} onColour={setColour} />
        <SelectField label={t("settings.kind")} name="kind" defaultValue={status?.kind ?? "open"} hint={t("settings.kindHint")} error={submission.errors.kind}>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`statusKind.${kind}`)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t("settings.staleDays")}
          name="stale_after_days"
          type="number"
          min={1}
          max={3650}
          inputMode="numeric"
          defaultValue={status?.stale_after_days ?? ""}
          hint={t("settings.staleHint")}
          error={submission.errors.stale_after_days}
        />
        <FormRefusal submission={submission} />
        <FormActions submission={submission} onCancel={onClose}>
          {t("save")}
        </FormActions>
      </Form>
    </Dialog>
  );
}
