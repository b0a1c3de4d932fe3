import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { PhoneNumber } from "@/components/ui/phone-number";
import { useCan } from "@/lib/auth/auth-context";
import { cn } from "@/lib/cn";
import { useFormat } from "@/lib/format/use-format";
import { type Appointment, isCancellable } from "../api/types";
import { customerName } from "../customer-name";
import { AppointmentMenu } from "./appointment-menu";
import { AppointmentStatus } from "./appointment-status";

interface AppointmentRowProps {
  appointment: Appointment;
  onCancel: (appointment: Appointment) => void;
}

export function AppointmentRow({ appointment, onCancel }: AppointmentRowProps) {
  const { t } = useTranslation(["appointments", "common"]);
  const format = useFormat();
  const editable = useCan("appointments.edit");
  const { lead, status } = appointment;
  const cancelled = status === "cancelled";
  const name = customerName(appointment, t("common:unnamed"));
  return (
    <li className="flex items-center gap-3.5 border-t border-line px-(--card) py-(--row) first:border-t-0">
      <time dateTime={appointment.starts_at} className={cn("w-13 shrink-0 self-start", cancelled && "text-ink-3 line-through")}>
        <bdi dir="ltr" className="block text-lg font-semibold">
          {format.time(appointment.starts_at)}
        </bdi>
        <bdi dir="ltr" className="block text-xs text-ink-3">
          {format.time(appointment.ends_at)}
        </bdi>
      </time>
      <div className="min-w-0 grow border-s-2 border-accent-line ps-3.5">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <Link to={`/leads/${lead.id}`} className="-my-2.5 py-2.5 font-semibold hover:text-accent hover:underline">
            <bdi dir="auto">{name}</bdi>
          </Link>
          {lead.name && lead.phone && (
            <span className="text-sm text-ink-3">
              <PhoneNumber e164={lead.phone} />
            </span>
          )}
        </p>
        <p dir="auto" className="own-direction text-sm text-ink-2">
          {appointment.service || t("noService")}
        </p>
        <p className="mt-1.5 flex flex-wrap items-center gap-1.5 md:hidden">
          <AppointmentStatus status={status} />
          <BookedByAssistant appointment={appointment} />
        </p>
      </div>
      <p className="flex shrink-0 items-center gap-1.5 max-md:hidden">
        <BookedByAssistant appointment={appointment} />
        <AppointmentStatus status={status} />
      </p>
      <span className="flex shrink-0 items-center justify-end self-center md:w-30">
        {editable && isCancellable(appointment) && (
          <Button tone="quiet" className="max-md:hidden" aria-label={t("cancel.label", { name })} onClick={() => onCancel(appointment)}>
            {t("cancel.action")}
          </Button>
        )}
        {editable && <AppointmentMenu appointment={appointment} onCancel={onCancel} />}
      </span>
    </li>
  );
}

/** Where the booking came from; a phone booking leads to its call. */
function BookedByAssistant({ appointment: { source, source_kind, source_id } }: { appointment: Appointment }) {
  const { t } = useTranslation(["common", "appointments"]);
  if (source !== "phone" && source !== "whatsapp") return null;
  const chip = (
    <Chip tone="ai">
      <span aria-hidden>✦</span>
      {t("common:byAssistant")}
    </Chip>
  );
  if (source_kind !== "call" || !source_id) return chip;
  return (
    <Link to={`/calls/${source_id}`} title={t("appointments:openCall")} className="-my-2.5 py-2.5 hover:underline">
      {chip}
    </Link>
  );
}
