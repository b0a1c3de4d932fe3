import { EllipsisVertical } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { Toast } from "@/components/ui/toast";
import { useErrorText } from "@/lib/api/use-error-text";
import { useCan } from "@/lib/auth/auth-context";
import { isolated } from "@/lib/format/isolated";
import { useMarkAppointment } from "../api/change-appointments";
import type { Appointment } from "../api/types";
import { customerName } from "../customer-name";
import { AppointmentDeeds } from "./appointment-deeds";
import { AppointmentFacts } from "./appointment-facts";
import { CancelDialog } from "./cancel-dialog";
import { MoveDialog } from "./move-dialog";

interface AppointmentMenuProps {
  appointment: Appointment;
  /** What is pressed to open it, which is told about there too; left out, three dots beside what tells it already. */
  children?: ReactNode;
  label?: string;
  className?: string;
}

/** What may become of the meeting now. */
export function AppointmentMenu({ appointment, children, label, className }: AppointmentMenuProps) {
  const { t } = useTranslation(["appointments", "common"]);
  const [asked, setAsked] = useState<"move" | "cancel" | null>(null);
  const mayEdit = useCan("appointments.edit") && appointment.status !== "cancelled";
  const mark = useMarkAppointment(appointment);
  const explain = useErrorText();
  const trigger = useRef<HTMLButtonElement>(null);
  if (!mayEdit && !children) return null;
  const name = label ?? t("actionsOn", { name: isolated(customerName(appointment, t("common:unnamed"))) });
  const dialog = { appointment, returnFocus: trigger, onClose: () => setAsked(null) };
  const opener = children ? (
    <button ref={trigger} type="button" aria-label={name} title={name} className={className}>
      {children}
    </button>
  ) : (
    <IconButton ref={trigger} icon={EllipsisVertical} label={name} />
  );
  return (
    <>
      <Menu label={name} trigger={opener}>
        {children && <AppointmentFacts appointment={appointment} />}
        {mayEdit && <AppointmentDeeds appointment={appointment} onMark={mark.mutate} onAsk={setAsked} />}
      </Menu>
      <Toast text={explain(mark.error) ?? ""} onEnd={mark.reset} />
      {asked === "move" && <MoveDialog {...dialog} />}
      {asked === "cancel" && <CancelDialog {...dialog} />}
    </>
  );
}
