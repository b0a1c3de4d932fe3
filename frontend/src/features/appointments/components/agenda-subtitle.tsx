import { useTranslation } from "react-i18next";
import { useFormat } from "@/lib/format/use-format";
import { useUpcomingAppointments } from "../api/list-appointments";
import { isCancellable } from "../api/types";

/** "3 פגישות היום." Those that were cancelled do not count. */
export function AgendaSubtitle() {
  const { t } = useTranslation("appointments");
  const format = useFormat();
  const { data } = useUpcomingAppointments();
  if (!data) return <span aria-hidden>&nbsp;</span>;
  const today = data.filter((appointment) => isCancellable(appointment) && format.daysUntil(appointment.starts_at) === 0);
  return today.length > 0 ? t("todayCount", { count: today.length }) : t("todayNone");
}
