import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useMe } from "@/lib/auth/auth-context";
import { cn } from "@/lib/cn";
import { dayStart } from "@/lib/format/day-start";
import { localMoment } from "@/lib/format/local-moment";
import { useFormat } from "@/lib/format/use-format";
import type { Appointment } from "../api/types";
import { customerName } from "../customer-name";
import { hebrewDate } from "../hebrew-date";
import { lanesOf } from "../week";

const hourHeight = 56;
// Lower than that there is room for one line.
const twoLines = 36;
const [earliest, latest] = [8, 19];

interface WeekGridProps {
  week: string[];
  today: string;
  appointments: Appointment[];
}

/** Hours downward, days in reading direction; as early and late as there are meetings. */
export function WeekGrid({ week, today, appointments }: WeekGridProps) {
  const { t } = useTranslation(["appointments", "common"]);
  const format = useFormat();
  const { timezone } = useMe().business;
  const hourOf = (iso: string) => Number(localMoment(iso, timezone).slice(11, 13)) + Number(localMoment(iso, timezone).slice(14)) / 60;
  const spans = new Map(
    appointments.map((appointment) => {
      const begins = hourOf(appointment.starts_at);
      const ends = hourOf(appointment.ends_at);
      return [appointment.id, { id: appointment.id, begins, ends: ends > begins ? ends : 24 }];
    }),
  );
  const from = Math.floor(Math.min(earliest, ...[...spans.values()].map(({ begins }) => begins)));
  const to = Math.ceil(Math.max(latest, ...[...spans.values()].map(({ ends }) => ends)));
  const hours = Array.from({ length: to - from }, (_, index) => from + index);
  return (
    <div className="overflow-x-auto rounded-large border border-line bg-surface shadow-lift">
      <div className="grid min-w-176 grid-cols-[3.25rem_repeat(7,1fr)]">
        <span className="border-b border-line" />
        {week.map((day) => (
          <h3 key={day} className={cn("border-s border-b border-line px-2 py-2 text-center text-sm", day === today && "bg-accent-soft text-accent")}>
            <span className="block font-semibold">{format.weekday(dayStart(day, timezone))}</span>
            <span className="block text-xs text-ink-3">{hebrewDate(day)}</span>
          </h3>
        ))}
        <div aria-hidden className="text-end text-xs text-ink-3">
          {hours.map((hour) => (
            <bdi key={hour} dir="ltr" className="block pe-2 pt-0.5" style={{ height: hourHeight }}>
              {String(hour).padStart(2, "0")}:00
            </bdi>
          ))}
        </div>
        {week.map((day) => {
          const ofDay = appointments.filter(({ starts_at }) => format.dayKey(starts_at) === day);
          const placed = lanesOf(ofDay.flatMap(({ id }) => spans.get(id) ?? []));
          return (
            <ul key={day} aria-label={format.longDay(dayStart(day, timezone))} className={cn("relative border-s border-line", day === today && "bg-accent-soft/40")} style={{ height: hours.length * hourHeight }}>
              {hours.slice(1).map((hour) => (
                <li key={hour} aria-hidden className="absolute inset-x-0 border-t border-line" style={{ top: (hour - from) * hourHeight }} />
              ))}
              {placed.map(({ id, begins, ends, lane, lanes }) => {
                const appointment = ofDay.find((each) => each.id === id);
                if (!appointment) return null;
                const place = { top: (begins - from) * hourHeight + 1, height: Math.max((ends - begins) * hourHeight - 2, 22), insetInlineStart: `${(lane / lanes) * 100}%`, width: `${100 / lanes}%` };
                return (
                  <li key={id} className="absolute p-px" style={place}>
                    <Meeting short={place.height < twoLines} appointment={appointment} name={customerName(appointment, t("common:unnamed"))} time={format.time(appointment.starts_at)} />
                  </li>
                );
              })}
            </ul>
          );
        })}
      </div>
    </div>
  );
}

const looks: Partial<Record<Appointment["status"], string>> = {
  pending: "border-warn bg-warn-soft text-warn",
  held: "border-dashed border-ink-3 bg-sunken text-ink-2",
  done: "border-line bg-sunken text-ink-2",
  no_show: "border-bad bg-bad-soft text-bad",
};

interface MeetingProps {
  appointment: Appointment;
  name: string;
  time: string;
  short: boolean;
}

function Meeting({ appointment, name, time, short }: MeetingProps) {
  const { t } = useTranslation("appointments");
  const words = [time, name, appointment.service || t("noService"), t(`status.${appointment.status}`)].join(", ");
  return (
    <Link
      to={`/leads/${appointment.lead.id}`}
      title={words}
      aria-label={words}
      className={cn(
        "flex h-full flex-col overflow-hidden rounded-small border-s-3 px-1.5 text-xs leading-tight",
        short ? "justify-center" : "py-0.5",
        looks[appointment.status] ?? "border-accent bg-accent-soft text-accent",
      )}
    >
      <span className="truncate font-semibold">
        <bdi dir="ltr">{time}</bdi> <bdi dir="auto">{name}</bdi>
      </span>
      {!short && (
        <span dir="auto" className="own-direction truncate">
          {appointment.service || t("noService")}
        </span>
      )}
    </Link>
  );
}
