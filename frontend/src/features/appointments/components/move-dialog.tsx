import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { useFormat } from "@/lib/format/use-format";
import { useMoveAppointment } from "../api/change-appointments";
import type { Appointment } from "../api/types";
import { RefusedSlot } from "./refused-slot";
import { SlotPicker } from "./slot-picker";

interface MoveDialogProps {
  appointment: Appointment;
  returnFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

export function MoveDialog({ appointment, returnFocus, onClose }: MoveDialogProps) {
  const { t } = useTranslation(["appointments", "common"]);
  const format = useFormat();
  const move = useMoveAppointment(appointment);
  const [start, setStart] = useState("");
  return (
    <Dialog open title={t("move.title")} returnFocus={returnFocus} onClose={onClose}>
      <p className="mt-2 text-ink-2">{t("move.now", { when: format.moment(appointment.starts_at) })}</p>
      <div className="mt-3 space-y-3.5">
        <SlotPicker service={appointment.service_id ?? undefined} resource={appointment.resource.id} value={start} onChange={setStart} />
        <RefusedSlot error={move.error} onChoose={setStart} />
      </div>
      <DialogActions>
        <Button onClick={onClose} disabled={move.isPending}>
          {t("common:cancel")}
        </Button>
        <Button tone="primary" disabled={!start || move.isPending} onClick={() => move.mutate({ starts_at: start }, { onSuccess: onClose })}>
          {t("move.submit")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
