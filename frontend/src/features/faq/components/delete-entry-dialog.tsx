import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useErrorText } from "@/lib/api/use-error-text";
import { type FaqEntry, useDeleteEntry } from "../api/entries";

interface DeleteEntryDialogProps {
  entry: FaqEntry;
  returnFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

export function DeleteEntryDialog({ entry, returnFocus, onClose }: DeleteEntryDialogProps) {
  const { t } = useTranslation(["faq", "common"]);
  const remove = useDeleteEntry(entry.id);
  const refusal = useErrorText()(remove.error);
  return (
    <ConfirmDialog
      open
      title={t("delete.title")}
      confirm={t("delete.action")}
      keep={t("common:cancel")}
      busy={remove.isPending}
      error={refusal}
      returnFocus={returnFocus}
      onConfirm={() => remove.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p dir="auto" className="text-page-start font-semibold text-ink [overflow-wrap:anywhere]">
        {entry.question}
      </p>
      <p>{t("delete.text")}</p>
    </ConfirmDialog>
  );
}
