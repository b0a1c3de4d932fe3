import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import { useFormat } from "@/lib/format/use-format";
import type { Appointment } from "../../api/types";
import { customerName } from "../../customer-name";
import { AppointmentMenu } from "../appointment-menu";

interface GridMeetingProps {
  appointment: Appointment;
  namesStaff: boolean;
}

const looks: Partial<Record<Appointment["status"], string>> = {
  pending: "border-warn bg-warn-soft text-warn",
  held: "border-dashed border-ink-3 bg-sunken text-ink-2",
  done: "border-line-strong bg-sunken text-ink-2",
  no_show: "border-bad bg-bad-soft text-bad",
};

/** A meeting in its hours, which tells about itself when it is pressed. What does not fit in its height is left out. */
export function GridMeeting({ appointment, namesStaff }: GridMeetingProps) {
  const { t } = useTranslation(["appointments", "common"]);
  const format = useFormat();
  const { starts_at, service, resource, status } = appointment;
  const name = customerName(appointment, t("common:unnamed"));
  const [time, label] = [format.time(starts_at), service || t("noService")];
  const words = [time, name, label, namesStaff ? resource.name : "", t(`status.${status}`)].filter(Boolean).join(", ");
  return (
    <AppointmentMenu
      appointment={appointment}
      label={words}
      className={cn(
        "flex size-full min-h-5 flex-col flex-wrap overflow-hidden rounded-small border-s-3 py-px text-start text-xs leading-snug *:w-full *:truncate *:px-0.5 @min-[3.5rem]:*:px-1.5",
        looks[status] ?? "border-accent bg-accent-soft text-accent",
      )}
    >
      <span dir="auto" className="text-page-start font-semibold">
        {name}
      </span>
      <span className="flex gap-1 pe-0! @min-[3.5rem]:pe-1.5!">
        <bdi dir="ltr" className="shrink-0 tracking-tighter">
          {time}
        </bdi>
        <span dir="auto" className="hidden truncate text-page-start @min-[4.5rem]:inline">
          {label}
          {namesStaff && (
            <>
              {" · "}
              <bdi dir="auto">{resource.name}</bdi>
            </>
          )}
        </span>
      </span>
    </AppointmentMenu>
  );
}
