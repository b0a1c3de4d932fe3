import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useErrorText } from "@/lib/api/use-error-text";
import type { BulkChange } from "../../api/bulk-leads";
import type { Lead } from "../../api/types";

interface BulkDeleteDialogProps {
  leads: Lead[];
  returnFocus: RefObject<HTMLElement | null>;
  onChange: (change: BulkChange) => Promise<void>;
  onClose: () => void;
}

export function BulkDeleteDialog({ leads, returnFocus, onChange, onClose }: BulkDeleteDialogProps) {
  const { t } = useTranslation(["leads", "common"]);
  const [state, setState] = useState<{ busy: boolean; error?: unknown }>({ busy: false });
  const error = useErrorText()(state.error);

  async function confirm() {
    setState({ busy: true });
    try {
      await onChange({ delete: true });
      onClose();
    } catch (refusal) {
      setState({ busy: false, error: refusal });
    }
  }

  return (
    <ConfirmDialog
      open
      title={t("bulk.deleteTitle", { count: leads.length })}
      confirm={t("delete.confirm")}
      keep={t("common:cancel")}
      busy={state.busy}
      error={error}
      returnFocus={returnFocus}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <p>{t("bulk.deleteText")}</p>
    </ConfirmDialog>
  );
}
