import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Form, FormRefusal } from "@/components/ui/form";
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
  const { t } = useTranslation(["users", "common"]);
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
        <DialogActions>
          <Button onClick={onClose} disabled={submission.busy}>
            {t("common:cancel")}
          </Button>
          <Button type="submit" tone="primary" disabled={submission.busy}>
            {t("role.save")}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
