import { useRef, useState } from "react";
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
import { CancelDialog } from "./cancel-dialog";

interface AppointmentRowProps {
  appointment: Appointment;
  namesStaff: boolean;
}

export function AppointmentRow({ appointment, namesStaff }: AppointmentRowProps) {
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
        <p className="text-sm text-ink-2 [overflow-wrap:anywhere]">
          <bdi dir="auto">{appointment.service || t("noService")}</bdi>
          {namesStaff && (
            <>
              {" · "}
              <bdi dir="auto">{appointment.resource.name}</bdi>
            </>
          )}
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
        {editable && isCancellable(appointment) && <CancelButton appointment={appointment} name={name} />}
        <AppointmentMenu appointment={appointment} />
      </span>
    </li>
  );
}

function CancelButton({ appointment, name }: { appointment: Appointment; name: string }) {
  const { t } = useTranslation("appointments");
  const [asked, setAsked] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={button} tone="quiet" className="max-md:hidden" aria-label={t("cancel.label", { name })} onClick={() => setAsked(true)}>
        {t("cancel.action")}
      </Button>
      {asked && <CancelDialog appointment={appointment} returnFocus={button} onClose={() => setAsked(false)} />}
    </>
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
