import { EllipsisVertical, FileDown, Merge, Trash2, UserX } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Toast, ToastAction } from "@/components/ui/toast";
import { useErrorText } from "@/lib/api/use-error-text";
import { useCan } from "@/lib/auth/auth-context";
import { download } from "@/lib/download";
import { isolated } from "@/lib/format/isolated";
import { useDeleteLead } from "../../api/delete-lead";
import { useUndoMerge } from "../../api/merging";
import type { Lead } from "../../api/types";
import { useLeadName } from "../../lead-name";
import { MergeWithAnother } from "../merging/merge-with-another";
import { EraseDialog } from "./erase-dialog";

/** What can be done with the lead as a whole, for who may. */
export function LeadMenu({ lead }: { lead: Lead }) {
  const { t } = useTranslation(["leads", "common"]);
  const leadName = useLeadName();
  const go = useNavigate();
  const remove = useDeleteLead(lead);
  const undo = useUndoMerge();
  const explain = useErrorText();
  const mayEdit = useCan("leads.edit");
  const mayExport = useCan("leads.export");
  const mayDelete = useCan("leads.delete");
  const [asked, setAsked] = useState<"merge" | "delete" | "erase" | null>(null);
  const [merged, setMerged] = useState<number | null>(null);
  const [refusal, setRefusal] = useState<unknown>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const close = () => setAsked(null);
  if (!mayEdit && !mayExport && !mayDelete) return null;
  return (
    <>
      <Menu label={t("actions")} trigger={<IconButton ref={trigger} icon={EllipsisVertical} label={t("actions")} className="border border-line-strong bg-surface" />}>
        {mayEdit && (
          <MenuItem icon={Merge} onSelect={() => setAsked("merge")}>
            {t("find.title")}…
          </MenuItem>
        )}
        {mayExport && (
          <MenuItem icon={FileDown} onSelect={() => void download(`/api/v1/leads/${lead.id}/personal-data/`, "person.json").catch(setRefusal)}>
            {t("data.export")}
          </MenuItem>
        )}
        {mayDelete && (
          <>
            <MenuItem icon={Trash2} danger onSelect={() => setAsked("delete")}>
              {t("delete.action")}
            </MenuItem>
            <MenuItem icon={UserX} danger onSelect={() => setAsked("erase")}>
              {t("data.erase")}
            </MenuItem>
          </>
        )}
      </Menu>
      <Toast text={explain(refusal) ?? ""} onEnd={() => setRefusal(null)} />
      <Toast text={merged === null ? "" : t("merge.done")} onEnd={() => setMerged(null)}>
        {merged !== null && (
          <ToastAction
            onClick={() => {
              setMerged(null);
              undo.mutate(merged, { onError: setRefusal });
            }}
          >
            {t("merge.undo")}
          </ToastAction>
        )}
      </Toast>
      {asked === "merge" && <MergeWithAnother lead={lead} returnFocus={trigger} onMerged={setMerged} onClose={close} />}
      {asked === "erase" && <EraseDialog lead={lead} returnFocus={trigger} onClose={close} />}
      {asked === "delete" && (
        <ConfirmDialog
          open
          title={t("delete.title", { name: isolated(leadName(lead)) })}
          confirm={t("delete.confirm")}
          keep={t("common:cancel")}
          busy={remove.isPending}
          error={explain(remove.error)}
          returnFocus={trigger}
          onConfirm={() => remove.mutate(undefined, { onSuccess: () => void go("/leads", { replace: true }) })}
          onClose={close}
        >
          <p>{t("delete.text")}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
