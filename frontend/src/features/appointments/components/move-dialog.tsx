import { type RefObject, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormActions } from "@/components/ui/form-actions";
import { useFormat } from "@/lib/format/use-format";
import { useSubmission } from "@/lib/use-submission";
import { useResources, useServices } from "../api/catalogue";
import { standingOf, useMoveAppointment } from "../api/change-appointments";
import type { Appointment } from "../api/types";
import { useSlotChoice } from "../use-slot-choice";
import { RefusedSlot } from "./refused-slot";
import { SlotPicker } from "./slot-picker";
import { StaffField } from "./staff-field";

interface MoveDialogProps {
  appointment: Appointment;
  returnFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** To another of the hours that are free, with the same person or another. */
export function MoveDialog({ appointment, returnFocus, onClose }: MoveDialogProps) {
  const { t } = useTranslation("appointments");
  const format = useFormat();
  const move = useMoveAppointment(appointment);
  const { data: services } = useServices();
  const { data: resources, isPending } = useResources();
  const [chosen, setChosen] = useState<number>();
  // Who takes no more meetings cannot keep this one.
  const isGone = resources?.some(({ id, is_active }) => id === appointment.resource.id && !is_active);
  const resource = chosen ?? (isGone ? undefined : appointment.resource.id);
  const choice = useSlotChoice({ moving: appointment.id, resource, isReady: !isPending, isSent: move.isPending || move.isSuccess });
  const insists = useRef(false);
  const submission = useSubmission({
    names: [],
    send: async () => {
      try {
        await move.mutateAsync({ starts_at: choice.start, resource_id: resource, overlapping: insists.current || undefined });
      } catch (error) {
        if (!standingOf(error)) choice.clear();
        throw error;
      } finally {
        insists.current = false;
      }
      onClose();
    },
  });

  function choosePerson(id?: number) {
    setChosen(id);
    choice.clear();
  }

  return (
    <Dialog open title={t("move.title")} returnFocus={returnFocus} onClose={onClose}>
      <p className="mt-2 text-ink-2">{t("move.now", { when: format.moment(appointment.starts_at) })}</p>
      <Form submission={submission} className="mt-3 space-y-3.5">
        <StaffField
          service={services?.find(({ id }) => id === appointment.service_id)}
          value={resource}
          anybody={isGone ? t("book.anybody") : undefined}
          onChange={choosePerson}
        />
        <SlotPicker choice={choice} />
        <RefusedSlot
          error={move.error}
          choice={choice}
          onLeave={onClose}
          onInsist={move.variables?.starts_at === choice.start ? () => (insists.current = true) : undefined}
        />
        <FormActions submission={submission} onCancel={onClose} blocked={!choice.start}>
          {t("move.submit")}
        </FormActions>
      </Form>
    </Dialog>
  );
}
