import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Failure } from "@/components/ui/failure";
import { SelectField } from "@/components/ui/select-field";
import { Skeleton } from "@/components/ui/skeleton";
import { isolated } from "@/lib/format/isolated";
import { useBookAppointment } from "../api/change-appointments";
import { useServices } from "../api/catalogue";
import { type ChosenLead, LeadChoice } from "./lead-choice";
import { RefusedSlot } from "./refused-slot";
import { SlotPicker } from "./slot-picker";

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
  const [start, setStart] = useState("");
  const { data: known, error, refetch } = useServices();
  const services = known?.filter(({ is_active }) => is_active) ?? [];
  const book = useBookAppointment();
  const service = chosen ?? services[0]?.id;

  function submit() {
    if (!lead || !start) return;
    book.mutate({ lead: lead.id, starts_at: start, service_id: service }, { onSuccess: onClose });
  }

  return (
    <Dialog open title={t("book.title")} returnFocus={returnFocus} onClose={onClose}>
      <div className="mt-4 space-y-3.5">
        {!lead && <LeadChoice onChoose={setLead} />}
        {lead && (
          <p className="flex items-center justify-between gap-2 rounded-medium bg-sunken px-3 py-2">
            <bdi dir="auto" className="font-semibold">
              {lead.name || lead.phone || t("common:unnamed")}
            </bdi>
            {!given && (
              <Button tone="quiet" onClick={() => setLead(undefined)}>
                {t("book.change")}
              </Button>
            )}
          </p>
        )}
        {lead && services.length > 0 && (
          <SelectField
            label={t("book.service")}
            value={service}
            onChange={(event) => {
              setChosen(Number(event.target.value));
              setStart("");
            }}
          >
            {services.map(({ id, label, duration_minutes }) => (
              <option key={id} value={id}>
                {t("book.serviceFor", { label: isolated(label), count: duration_minutes })}
              </option>
            ))}
          </SelectField>
        )}
        {lead && !known && (error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton className="h-40" />)}
        {lead && known && <SlotPicker service={service} value={start} onChange={setStart} />}
        <RefusedSlot error={book.error} onChoose={setStart} />
      </div>
      <DialogActions>
        <Button onClick={onClose} disabled={book.isPending}>
          {t("common:cancel")}
        </Button>
        <Button tone="primary" onClick={submit} disabled={!lead || !start || book.isPending}>
          {t("book.submit")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
