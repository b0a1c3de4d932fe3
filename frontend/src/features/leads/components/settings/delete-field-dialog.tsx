import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ApiError } from "@/lib/api/error";
import { useErrorText } from "@/lib/api/use-error-text";
import { isolated } from "@/lib/format/isolated";
import { useDeleteField } from "../../api/fields";
import type { CustomField } from "../../api/types";

interface DeleteFieldDialogProps {
  field: CustomField;
  returnFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** Says how many leads lose a value, once the server has counted them, and asks again. */
export function DeleteFieldDialog({ field, returnFocus, onClose }: DeleteFieldDialogProps) {
  const { t } = useTranslation(["leads", "common"]);
  const remove = useDeleteField(field.id);
  const leads = leadsWith(remove.error);
  const [known, setKnown] = useState<number | null>(null);
  if (leads !== null && leads !== known) setKnown(leads);
  const refusal = useErrorText()(remove.error);
  return (
    <ConfirmDialog
      open
      title={t("settings.deleteField", { name: isolated(field.label) })}
      confirm={t(known ? "settings.deleteWithValues" : "delete.confirm")}
      keep={t("common:cancel")}
      busy={remove.isPending}
      error={leads === null ? refusal : undefined}
      returnFocus={returnFocus}
      onConfirm={() => remove.mutate(known !== null, { onSuccess: onClose })}
      onClose={onClose}
    >
      {known ? (
        <>
          <p role="alert" className="font-medium text-ink">
            {t("settings.fieldHasValues", { count: known })}
          </p>
          <p>{t("settings.archiveInstead")}</p>
        </>
      ) : (
        <p>{t("settings.deleteFieldText")}</p>
      )}
    </ConfirmDialog>
  );
}

function leadsWith(error: unknown): number | null {
  return error instanceof ApiError && error.code === "custom_field_has_values" ? Number(error.data.leads) : null;
}
