import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Submission } from "@/lib/use-submission";
import { Button } from "./button";
import { DialogActions } from "./dialog";

interface FormActionsProps {
  submission: Submission;
  onCancel: () => void;
  tone?: "primary" | "danger";
  /** What is written cannot be sent as it stands. */
  blocked?: boolean;
  /** What sending it does. */
  children: ReactNode;
}

/** The end of a form in a dialog: leave it, or send it. */
export function FormActions({ submission, onCancel, tone = "primary", blocked = false, children }: FormActionsProps) {
  const { t } = useTranslation();
  return (
    <DialogActions>
      <Button onClick={onCancel} disabled={submission.busy}>
        {t("cancel")}
      </Button>
      <Button type="submit" tone={tone} disabled={submission.busy || blocked}>
        {children}
      </Button>
    </DialogActions>
  );
}
