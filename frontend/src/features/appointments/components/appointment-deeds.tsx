import { CalendarClock, Check, CircleCheck, UserX, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { MenuItem } from "@/components/ui/menu";
import { useNow } from "@/lib/use-now";
import type { Deed } from "../api/change-appointments";
import { type Appointment, isCancellable } from "../api/types";

interface AppointmentDeedsProps {
  appointment: Appointment;
  onMark: (deed: Deed) => void;
  onAsk: (question: "move" | "cancel") => void;
}

export function AppointmentDeeds({ appointment, onMark, onAsk }: AppointmentDeedsProps) {
  const { t } = useTranslation("appointments");
  const begun = Date.parse(appointment.starts_at) <= useNow(true);
  const { status } = appointment;
  return (
    <>
      {(status === "pending" || status === "held") && (
        <MenuItem icon={Check} onSelect={() => onMark("confirm")}>
          {t("mark.confirm")}
        </MenuItem>
      )}
      {(status === "pending" || status === "confirmed") && (
        <MenuItem icon={CalendarClock} onSelect={() => onAsk("move")}>
          {t("move.action")}
        </MenuItem>
      )}
      {begun && status !== "done" && (
        <MenuItem icon={CircleCheck} onSelect={() => onMark("done")}>
          {t("mark.done")}
        </MenuItem>
      )}
      {begun && status !== "no_show" && (
        <MenuItem icon={UserX} onSelect={() => onMark("no-show")}>
          {t("mark.noShow")}
        </MenuItem>
      )}
      {isCancellable(appointment) && (
        <MenuItem icon={X} danger onSelect={() => onAsk("cancel")}>
          {t("cancel.confirm")}
        </MenuItem>
      )}
    </>
  );
}
