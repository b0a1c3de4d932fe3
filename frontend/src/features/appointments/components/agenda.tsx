import { useTranslation } from "react-i18next";
import { useFormat } from "@/lib/format/use-format";
import { groupByDay } from "@/lib/group-by-day";
import { useResources } from "../api/catalogue";
import type { Appointment } from "../api/types";
import { AppointmentRow } from "./appointment-row";

/** Appointments in the given order, a card for each day of the business's calendar; whose they are where there are several. */
export function Agenda({ appointments }: { appointments: Appointment[] }) {
  const { t } = useTranslation("appointments");
  const format = useFormat();
  const { data: resources = [] } = useResources();
  const days = groupByDay(appointments, ({ starts_at }) => format.dayKey(starts_at));
  return (
    <div className="space-y-5">
      {days.map(({ key, rows }) => (
        <section key={key} aria-labelledby={`day-${key}`}>
          <header className="mb-2 flex items-baseline gap-2 px-1">
            <h2 id={`day-${key}`}>{format.day(rows[0].starts_at)}</h2>
            <span className="text-sm text-ink-2">{rows[0].hebrew_date}</span>
            <span className="text-sm text-ink-3">{t("count", { count: rows.length })}</span>
          </header>
          <ul className="rounded-large border border-line bg-surface shadow-lift">
            {rows.map((appointment) => (
              <AppointmentRow key={appointment.id} appointment={appointment} namesStaff={resources.length > 1} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
