import { Mail } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { useErrorText } from "@/lib/api/use-error-text";
import { useCan } from "@/lib/auth/auth-context";
import { isolated } from "@/lib/format/isolated";
import { useFormat } from "@/lib/format/use-format";
import { type Invitation, useResend, useWithdraw } from "../api/invitations";

export function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation(["users", "common"]);
  const manages = useCan("users.manage");
  const format = useFormat();
  const resend = useResend(invitation.id);
  const withdraw = useWithdraw(invitation.id);
  const refusal = useErrorText()(resend.error ?? withdraw.error);
  const busy = resend.isPending || withdraw.isPending;
  const { email, invited_by } = invitation;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line px-(--card) py-(--row) first:border-t-0">
      <span aria-hidden className="grid size-(--avatar) shrink-0 place-items-center rounded-full bg-sunken text-ink-2">
        <Mail className="size-4.5" strokeWidth={1.7} />
      </span>
      <div className="min-w-0 grow basis-44">
        <p className="truncate font-semibold">
          <bdi dir="ltr">{email}</bdi>
        </p>
        <p className="text-sm text-ink-3">
          {t(invitation.is_expired ? "invitations.ended" : "invitations.until", { moment: format.moment(invitation.expires_at) })}
          {invited_by && <> · {t("invitations.by", { name: isolated(invited_by.full_name || invited_by.email) })}</>}
        </p>
        <p role="status" className="text-sm text-ok">
          {resend.isSuccess && t("invitations.resent")}
        </p>
        {refusal && (
          <p role="alert" className="text-sm text-bad">
            {refusal}
          </p>
        )}
      </div>
      {invitation.is_expired && <Chip tone="warn">{t("invitations.expired")}</Chip>}
      <Chip>{t(`common:role.${invitation.role}`)}</Chip>
      {manages && (
        <div className="flex gap-2 max-sm:w-full max-sm:*:grow">
          <Button aria-label={t("invitations.resendTo", { email })} onClick={() => resend.mutate()} disabled={busy}>
            {t("invitations.resend")}
          </Button>
          <Button tone="quiet" aria-label={t("invitations.withdrawOf", { email })} onClick={() => withdraw.mutate()} disabled={busy}>
            {t("invitations.withdraw")}
          </Button>
        </div>
      )}
    </li>
  );
}
