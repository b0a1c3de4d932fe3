import { type RefObject, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Failure } from "@/components/ui/failure";
import { Form } from "@/components/ui/form";
import { FormActions } from "@/components/ui/form-actions";
import { SelectField } from "@/components/ui/select-field";
import { Skeleton } from "@/components/ui/skeleton";
import { isolated } from "@/lib/format/isolated";
import { formatPhone } from "@/lib/format/phone";
import { useSubmission } from "@/lib/use-submission";
import { useServices } from "../api/catalogue";
import { standingOf, useBookAppointment } from "../api/change-appointments";
import { useSlotChoice } from "../use-slot-choice";
import { type ChosenLead, LeadChoice } from "./lead-choice";
import { RefusedSlot } from "./refused-slot";
import { SlotPicker } from "./slot-picker";
import { StaffField } from "./staff-field";

interface BookDialogProps {
  /** Left out, it is looked for. */
  lead?: ChosenLead;
  returnFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** A meeting by hand: who, what, and one of the hours that are free for it. */
export function BookDialog({ lead: given, returnFocus, onClose }: BookDialogProps) {
  const { t } = useTranslation(["appointments", "common"]);
  const [lead, setLead] = useState(given);
  const [chosen, setChosen] = useState<number>();
  const [resource, setResource] = useState<number>();
  const { data: known, error, refetch } = useServices();
  const services = known?.filter(({ is_active }) => is_active) ?? [];
  const service = services.find(({ id }) => id === chosen) ?? services[0];
  const book = useBookAppointment();
  const choice = useSlotChoice({ service: service?.id, resource, isReady: Boolean(lead && known), isSent: book.isPending || book.isSuccess });
  const insists = useRef(false);
  const submission = useSubmission({
    names: [],
    send: async () => {
      if (!lead) return;
      try {
        await book.mutateAsync({ lead: lead.id, starts_at: choice.start, service_id: service?.id, resource_id: resource, overlapping: insists.current || undefined });
      } catch (error) {
        if (!standingOf(error)) choice.clear();
        throw error;
      } finally {
        insists.current = false;
      }
      onClose();
    },
  });

  function chooseService(id: number) {
    setChosen(id);
    setResource(undefined);
    choice.clear();
  }

  function choosePerson(id?: number) {
    setResource(id);
    choice.clear();
  }

  return (
    <Dialog open title={t("book.title")} returnFocus={returnFocus} onClose={onClose}>
      <Form submission={submission} className="mt-4 space-y-3.5">
        {!lead && <LeadChoice onChoose={setLead} />}
        {lead && (
          <p className="flex items-center justify-between gap-2 rounded-medium bg-sunken px-3 py-2">
            <bdi dir="auto" className="font-semibold">
              {lead.name || formatPhone(lead.phone) || t("common:unnamed")}
            </bdi>
            {!given && (
              <Button tone="quiet" onClick={() => setLead(undefined)}>
                {t("book.change")}
              </Button>
            )}
          </p>
        )}
        {lead && service && (
          <SelectField label={t("book.service")} value={service.id} onChange={(event) => chooseService(Number(event.target.value))}>
            {services.map(({ id, label, duration_minutes }) => (
              <option key={id} value={id}>
                {t("book.serviceFor", { label: isolated(label), count: duration_minutes })}
              </option>
            ))}
          </SelectField>
        )}
        {lead && known && <StaffField service={service} value={resource} anybody={t("book.anybody")} onChange={choosePerson} />}
        {lead && !known && (error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton className="h-40" />)}
        {lead && known && <SlotPicker choice={choice} />}
        <RefusedSlot
          error={book.error}
          choice={choice}
          onLeave={onClose}
          onInsist={book.variables?.starts_at === choice.start ? () => (insists.current = true) : undefined}
        />
        <FormActions submission={submission} onCancel={onClose} blocked={!lead || !choice.start}>
          {t("book.submit")}
        </FormActions>
      </Form>
    </Dialog>
  );
}
