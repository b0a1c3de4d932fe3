import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Form, FormRefusal } from "@/components/ui/form";
import { FormActions } from "@/components/ui/form-actions";
import { TextField } from "@/components/ui/text-field";
import { isolated } from "@/lib/format/isolated";
import { useSubmission } from "@/lib/use-submission";
import { useEraseLead } from "../../api/erase-lead";
import type { Lead } from "../../api/types";
import { useLeadName } from "../../lead-name";

interface EraseDialogProps {
  lead: Lead;
  returnFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** Nothing brings it back, so the person's name has to be typed; the server compares it. */
export function EraseDialog({ lead, returnFocus, onClose }: EraseDialogProps) {
  const { t } = useTranslation(["leads", "common"]);
  const leadName = useLeadName();
  const go = useNavigate();
  const erase = useEraseLead(lead.id);
  const name = isolated(leadName(lead));
  const submission = useSubmission({
    names: ["confirm"],
    required: { confirm: t("data.eraseMissing") },
    send: async ({ confirm }) => {
      await erase.mutateAsync(confirm.trim());
      await go("/leads", { replace: true });
    },
  });
  return (
    <Dialog open title={t("data.eraseTitle", { name })} returnFocus={returnFocus} onClose={onClose}>
      <Form submission={submission} className="mt-4 space-y-4">
        <Callout tone="bad">{t("data.eraseText")}</Callout>
        <TextField label={t("data.eraseTyped", { word: name })} name="confirm" dir="auto" autoComplete="off" maxLength={254} error={submission.errors.confirm} className="text-page-start" />
        <FormRefusal submission={submission} />
        <FormActions submission={submission} onCancel={onClose} tone="danger">
          {t("data.eraseConfirm")}
        </FormActions>
      </Form>
    </Dialog>
  );
}
