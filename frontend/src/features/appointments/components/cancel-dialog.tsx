import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { errorText } from "@/lib/api/error";
import { isolated } from "@/lib/format/isolated";
import { useFormat } from "@/lib/format/use-format";
import { useCancelAppointment } from "../api/cancel-appointment";
import type { Appointment } from "../api/types";
import { customerName } from "../customer-name";

interface CancelDialogProps {
  appointment: Appointment;
  returnFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

export function CancelDialog({ appointment, returnFocus, onClose }: CancelDialogProps) {
  const { t } = useTranslation(["appointments", "common"]);
  const format = useFormat();
  const cancel = useCancelAppointment();
  const name = customerName(appointment, t("common:unnamed"));
  return (
    <ConfirmDialog
      open
      title={t("cancel.title")}
      confirm={t(cancel.isPending ? "cancel.working" : "cancel.confirm")}
      keep={t("cancel.keep")}
      returnFocus={returnFocus}
      busy={cancel.isPending}
      error={cancel.error ? errorText(cancel.error, { offline: t("cancel.offline"), failed: t("cancel.failed") }) : undefined}
      onConfirm={() => cancel.mutate(appointment.id, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{t("cancel.body", { name: isolated(name), when: format.moment(appointment.starts_at) })}</p>
      <p className="text-sm text-ink-3">{t("cancel.note")}</p>
    </ConfirmDialog>
  );
}
