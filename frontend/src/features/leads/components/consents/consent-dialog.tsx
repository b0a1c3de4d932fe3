import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/ui/dialog";
import { Form, FormRefusal } from "@/components/ui/form";
import { FormActions } from "@/components/ui/form-actions";
import { Segmented } from "@/components/ui/segmented";
import { TextField } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";
import { useSubmission } from "@/lib/use-submission";
import { type Consent, useRecordConsent } from "../../api/consents";

interface ConsentDialogProps {
  leadId: number;
  kind: Consent["kind"];
  returnFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

export function ConsentDialog({ leadId, kind, returnFocus, onClose }: ConsentDialogProps) {
  const { t } = useTranslation("leads");
  const [answer, setAnswer] = useState<"granted" | "refused">("granted");
  const record = useRecordConsent(leadId);
  const submission = useSubmission({
    names: ["source"],
    required: { source: t("consent.missingSource") },
    send: async ({ source }) => {
      await record.mutateAsync({ kind, granted: answer === "granted", source: source.trim() });
      onClose();
    },
  });
  return (
    <Dialog open title={t(`consent.kind.${kind}`)} returnFocus={returnFocus} onClose={onClose}>
      <Form submission={submission} className="mt-4 space-y-4">
        <Segmented
          label={t("consent.answer")}
          value={answer}
          options={[
            { value: "granted", label: t("consent.granted") },
            { value: "refused", label: t("consent.refused") },
          ]}
          onChange={setAnswer}
        />
        <TextField
          label={t("consent.source")}
          name="source"
          dir="auto"
          autoComplete="off"
          maxLength={longest.consent.source}
          placeholder={t("consent.sourceExample")}
          hint={t("consent.kept")}
          error={submission.errors.source}
          className="text-page-start"
        />
        <FormRefusal submission={submission} />
        <FormActions submission={submission} onCancel={onClose}>
          {t("save")}
        </FormActions>
      </Form>
    </Dialog>
  );
}
