import { Unlink } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { PhoneNumber } from "@/components/ui/phone-number";
import { useErrorText } from "@/lib/api/use-error-text";
import { useCan } from "@/lib/auth/auth-context";
import { isolated } from "@/lib/format/isolated";
import { formatPhone } from "@/lib/format/phone";
import { type Identity, useRemoveIdentity } from "../api/identities";

export function IdentityRow({ leadId, identity }: { leadId: number; identity: Identity }) {
  const { t } = useTranslation(["leads", "common"]);
  const mayRemoveTyped = useCan("leads.edit");
  const mayRemoveProven = useCan("leads.delete");
  const [isAsked, setAsked] = useState(false);
  const remove = useRemoveIdentity(leadId, identity.id);
  const refusal = useErrorText()(remove.error);
  const trigger = useRef<HTMLButtonElement>(null);
  const { kind, value, is_proven } = identity;
  const mayRemove = is_proven ? mayRemoveProven : mayRemoveTyped;
  const named = { value: isolated(kind === "phone" ? formatPhone(value) : value) };
  const close = () => setAsked(false);
  return (
    <li className="flex items-center gap-3 border-t border-line py-(--row) ps-(--card) pe-2">
      <div className="min-w-0 grow">
        <p className="font-medium [overflow-wrap:anywhere]">{kind === "phone" ? <PhoneNumber e164={value} /> : <bdi dir="ltr">{value}</bdi>}</p>
        <p className="text-sm text-ink-3">
          {t(`identity.kind.${kind}`)} · {t(is_proven ? "identity.proven" : "identity.typed")}
        </p>
      </div>
      {mayRemove && <IconButton ref={trigger} icon={Unlink} label={t("identity.remove", named)} onClick={() => setAsked(true)} />}
      {isAsked && (
        <ConfirmDialog
          open
          title={t("identity.removeTitle", named)}
          confirm={t("identity.confirm")}
          keep={t("common:cancel")}
          busy={remove.isPending}
          error={refusal}
          returnFocus={trigger}
          onConfirm={() => remove.mutate(undefined, { onSuccess: close })}
          onClose={close}
        >
          <p>{t("identity.removeText")}</p>
          <p>{t("identity.removeKeeps")}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}
