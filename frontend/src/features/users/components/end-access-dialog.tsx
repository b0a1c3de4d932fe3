import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useErrorText } from "@/lib/api/use-error-text";
import { isolated } from "@/lib/format/isolated";
import { type Member, useChangeMember, useRemoveMember } from "../api/members";

interface EndAccessDialogProps {
  /** For a while, or for good. */
  kind: "suspend" | "remove";
  member: Member;
  returnFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

export function EndAccessDialog({ kind, member, returnFocus, onClose }: EndAccessDialogProps) {
  const { t } = useTranslation(["users", "common"]);
  const change = useChangeMember(member.id);
  const remove = useRemoveMember(member.id);
  const error = useErrorText()(change.error ?? remove.error);

  function confirm() {
    if (kind === "suspend") change.mutate({ is_suspended: true }, { onSuccess: onClose });
    else remove.mutate(undefined, { onSuccess: onClose });
  }

  return (
    <ConfirmDialog
      open
      title={t(`${kind}.title`, { name: isolated(member.user.full_name || member.user.email) })}
      confirm={t(kind === "suspend" ? "suspend.action" : "remove.confirm")}
      keep={t("common:cancel")}
      busy={change.isPending || remove.isPending}
      error={error}
      returnFocus={returnFocus}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{t(`${kind}.text`)}</p>
    </ConfirmDialog>
  );
}
