import { CalendarClock, Check, CircleCheck, EllipsisVertical, UserX, X } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Toast } from "@/components/ui/toast";
import { useErrorText } from "@/lib/api/use-error-text";
import { isolated } from "@/lib/format/isolated";
import { useNow } from "@/lib/use-now";
import { useMarkAppointment } from "../api/change-appointments";
import { type Appointment, isCancellable } from "../api/types";
import { customerName } from "../customer-name";
import { MoveDialog } from "./move-dialog";

interface AppointmentMenuProps {
  appointment: Appointment;
  onCancel: (appointment: Appointment) => void;
}

/** What may become of the meeting now; nothing when it is over and settled. */
export function AppointmentMenu({ appointment, onCancel }: AppointmentMenuProps) {
  const { t } = useTranslation(["appointments", "common"]);
  const [moving, setMoving] = useState(false);
  const mark = useMarkAppointment(appointment);
  const explain = useErrorText();
  const trigger = useRef<HTMLButtonElement>(null);
  const begun = Date.parse(appointment.starts_at) <= useNow(true);
  const { status } = appointment;
  const booked = status === "pending" || status === "confirmed";
  if (status === "cancelled") return null;
  const label = t("actionsOn", { name: isolated(customerName(appointment, t("common:unnamed"))) });
  return (
    <>
      <Menu label={label} trigger={<IconButton ref={trigger} icon={EllipsisVertical} label={label} />}>
        {(status === "pending" || status === "held") && (
          <MenuItem icon={Check} onSelect={() => mark.mutate("confirm")}>
            {t("mark.confirm")}
          </MenuItem>
        )}
        {booked && (
          <MenuItem icon={CalendarClock} onSelect={() => setMoving(true)}>
            {t("move.action")}
          </MenuItem>
        )}
        {begun && status !== "done" && (
          <MenuItem icon={CircleCheck} onSelect={() => mark.mutate("done")}>
            {t("mark.done")}
          </MenuItem>
        )}
        {begun && status !== "no_show" && (
          <MenuItem icon={UserX} onSelect={() => mark.mutate("no-show")}>
            {t("mark.noShow")}
          </MenuItem>
        )}
        {isCancellable(appointment) && (
          <MenuItem icon={X} danger onSelect={() => onCancel(appointment)}>
            {t("cancel.confirm")}
          </MenuItem>
        )}
      </Menu>
      <Toast text={explain(mark.error) ?? ""} onEnd={mark.reset} />
      {moving && <MoveDialog appointment={appointment} returnFocus={trigger} onClose={() => setMoving(false)} />}
    </>
  );
}
