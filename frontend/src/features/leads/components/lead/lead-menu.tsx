import { EllipsisVertical, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useErrorText } from "@/lib/api/use-error-text";
import { isolated } from "@/lib/format/isolated";
import { useDeleteLead } from "../../api/delete-lead";
import type { Lead } from "../../api/types";
import { leadName } from "../../lead-name";

/** What can be done with the lead as a whole, for who may. */
export function LeadMenu({ lead }: { lead: Lead }) {
  const { t } = useTranslation(["leads", "common"]);
  const go = useNavigate();
  const remove = useDeleteLead(lead.id);
  const error = useErrorText()(remove.error);
  const [isAsked, setAsked] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Menu label={t("actions")} trigger={<IconButton ref={trigger} icon={EllipsisVertical} label={t("actions")} className="border border-line-strong bg-surface" />}>
        <MenuItem icon={Trash2} danger onSelect={() => setAsked(true)}>
          {t("delete.action")}
        </MenuItem>
      </Menu>
      {isAsked && (
        <ConfirmDialog
          open
          title={t("delete.title", { name: isolated(leadName(lead, t("common:unnamed"))) })}
          confirm={t("delete.confirm")}
          keep={t("common:cancel")}
          busy={remove.isPending}
          error={error}
          returnFocus={trigger}
          onConfirm={() => remove.mutate(undefined, { onSuccess: () => void go("/leads", { replace: true }) })}
          onClose={() => setAsked(false)}
        >
          <p>{t("delete.text")}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
