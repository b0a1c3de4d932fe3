import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { SelectField } from "@/components/ui/select-field";
import { ApiError } from "@/lib/api/error";
import { useErrorText } from "@/lib/api/use-error-text";
import { isolated } from "@/lib/format/isolated";
import { useDeleteStatus } from "../../api/statuses";
import type { Status } from "../../api/types";

interface DeleteStatusDialogProps {
  status: Status;
  others: Status[];
  returnFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** Asks where the leads go, once the server has said that there are any. */
export function DeleteStatusDialog({ status, others, returnFocus, onClose }: DeleteStatusDialogProps) {
  const { t } = useTranslation(["leads", "common"]);
  const [moveTo, setMoveTo] = useState(others.find(({ is_default }) => is_default)?.id ?? others[0]?.id ?? null);
  const remove = useDeleteStatus(status.id);
  const leads = leadsIn(remove.error);
  const [known, setKnown] = useState<number | null>(null);
  if (leads !== null && leads !== known) setKnown(leads);
  const refusal = useErrorText()(remove.error);
  return (
    <ConfirmDialog
      open
      title={t("settings.deleteStatus", { name: isolated(status.label) })}
      confirm={t(known ? "settings.moveAndDelete" : "delete.confirm")}
      keep={t("common:cancel")}
      busy={remove.isPending}
      error={leads === null ? refusal : undefined}
      returnFocus={returnFocus}
      onConfirm={() => remove.mutate(known ? moveTo : null, { onSuccess: onClose })}
      onClose={onClose}
    >
      {known ? (
        <div className="space-y-3">
          <p role="alert">{t("settings.statusHasLeads", { count: known })}</p>
          <SelectField label={t("settings.moveTo")} value={moveTo ?? ""} onChange={(event) => setMoveTo(Number(event.target.value))}>
            {others.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </SelectField>
        </div>
      ) : (
        <p>{t("settings.deleteStatusText")}</p>
      )}
    </ConfirmDialog>
  );
}

function leadsIn(error: unknown): number | null {
  return error instanceof ApiError && error.code === "status_has_leads" ? Number(error.data.leads) : null;
}
