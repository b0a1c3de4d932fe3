import { UserPlus } from "lucide-react";
import { type RefObject, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form, FormRefusal } from "@/components/ui/form";
import { FormActions } from "@/components/ui/form-actions";
import { TextField } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";
import { useSubmission } from "@/lib/use-submission";
import { useInvite } from "../api/invitations";
import type { Role } from "../api/members";
import { RoleChoice } from "./role-choice";

export function InviteButton() {
  const { t } = useTranslation("users");
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={button} tone="primary" onClick={() => setOpen(true)}>
        <UserPlus aria-hidden strokeWidth={1.7} />
        {t("invite")}
      </Button>
      {open && <InviteDialog returnFocus={button} onClose={() => setOpen(false)} />}
    </>
  );
}

interface InviteDialogProps {
  returnFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

function InviteDialog({ returnFocus, onClose }: InviteDialogProps) {
  const { t } = useTranslation("users");
  const invite = useInvite();
  const submission = useSubmission({
    names: ["email", "role"],
    required: { email: t("form.missingEmail") },
    send: async ({ email, role }) => {
      await invite.mutateAsync({ email: email.trim(), role: role as Role });
      onClose();
    },
  });
  return (
    <Dialog open title={t("form.title")} returnFocus={returnFocus} onClose={onClose}>
      <Form submission={submission} className="mt-4 space-y-4">
        <TextField
          label={t("form.email")}
          name="email"
          type="email"
          dir="ltr"
          autoComplete="off"
          inputMode="email"
          maxLength={longest.invitationCreate.email}
          hint={t("form.hint")}
          error={submission.errors.email}
        />
        <RoleChoice initial="agent" />
        <FormRefusal submission={submission} />
        <FormActions submission={submission} onCancel={onClose}>
          {t("form.submit")}
        </FormActions>
      </Form>
    </Dialog>
  );
}
