import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Form, FormRefusal } from "@/components/ui/form";
import { FormActions } from "@/components/ui/form-actions";
import { useMe } from "@/lib/auth/auth-context";
import { isolated } from "@/lib/format/isolated";
import { useSubmission } from "@/lib/use-submission";
import { type Member, type Role, useChangeMember } from "../api/members";
import { RoleChoice } from "./role-choice";

interface RoleDialogProps {
  member: Member;
  returnFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

export function RoleDialog({ member, returnFocus, onClose }: RoleDialogProps) {
  const { t } = useTranslation("users");
  const me = useMe();
  const change = useChangeMember(member.id);
  const submission = useSubmission({
    names: ["role"],
    send: async ({ role }) => {
      await change.mutateAsync({ role: role as Role });
      onClose();
    },
  });
  return (
    <Dialog
      open
      title={t("role.title", { name: isolated(member.user.full_name || member.user.email) })}
      returnFocus={returnFocus}
      onClose={onClose}
    >
      <Form submission={submission} className="mt-4 space-y-4">
        <RoleChoice initial={member.role} />
        {member.user.id === me.user.id && <Callout tone="warn">{t("role.own")}</Callout>}
        <FormRefusal submission={submission} />
        <FormActions submission={submission} onCancel={onClose}>
          {t("role.save")}
        </FormActions>
      </Form>
    </Dialog>
  );
}
