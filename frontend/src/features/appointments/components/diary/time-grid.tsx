import { type ReactNode, useEffectEvent, useLayoutEffect, useRef } from "react";
import { cn } from "@/lib/cn";
import { localMoment } from "@/lib/format/local-moment";
import { useMe } from "@/lib/auth/auth-context";
import type { Appointment } from "../../api/types";
import { type Hours, hourOf, hoursAround, spansOn } from "../../grid";
import { GridColumn } from "./grid-column";

export interface Column {
  key: string;
  day: string;
  /** For screen readers. */
  label: string;
  heading?: ReactNode;
  appointments: Appointment[];
  /** Left out while it is not known. */
  open?: Hours[];
}

interface TimeGridProps {
  columns: Column[];
  today: string;
  loading: boolean;
  /** Whether it has to be said whose each meeting is. */
  namesStaff: boolean;
}

const halfAnHour = 0.5;
/** What of the hours before the first thing worth seeing is left in sight. */
const before = 0.5;

/** Hours downward, columns in reading direction: all that is open, and as early and late as there are meetings. */
export function TimeGrid({ columns, today, loading, namesStaff }: TimeGridProps) {
  const { timezone } = useMe().business;
  const scroller = useRef<HTMLDivElement>(null);
  const spans = columns.map(({ day, appointments }) => spansOn(day, appointments, timezone));
  const shown = hoursAround([...spans.flat(), ...columns.flatMap(({ open }) => open ?? [])]);
  const isDense = spans.flat().some(({ begins, ends }) => ends - begins < halfAnHour);
  const hours = Array.from({ length: shown.ends - shown.begins }, (_, index) => shown.begins + index);
  const hasToday = columns.some(({ day }) => day === today);
  const first = hasToday ? hourOf(localMoment(new Date().toISOString(), timezone).slice(11)) : Math.min(8, ...spans.flat().map(({ begins }) => begins));
  const place = `${columns[0]?.day} ${shown.begins}`;

  const settle = useEffectEvent(() => {
    const grid = scroller.current;
    if (grid) grid.scrollTop = ((first - shown.begins - before) / (shown.ends - shown.begins)) * grid.scrollHeight;
  });

  // Once for what is shown: later it stays where the reader put it.
  useLayoutEffect(() => settle(), [place]);

  return (
    <div
      ref={scroller}
      className={cn(
        "max-h-[max(22rem,calc(100dvh-14rem))] overflow-auto rounded-large border border-line bg-surface shadow-lift max-md:max-h-[max(22rem,calc(100dvh-20rem))]",
        isDense ? "[--hour:6rem]" : "[--hour:5.5rem] md:[--hour:3.5rem]",
      )}
    >
      <div
        className="grid"
        style={{
          gridTemplateColumns: `3.25rem repeat(${columns.length}, minmax(${columns.length > 1 ? "6.75rem" : "0"}, 1fr))`,
          minInlineSize: columns.length > 1 ? `${3.25 + columns.length * 6.75}rem` : undefined,
        }}
      >
        {columns.some(({ heading }) => heading) && (
          <>
            <span className="sticky start-0 top-0 z-20 border-b border-line bg-surface" />
            {columns.map(({ key, day, heading }) => (
              <div key={key} className="sticky top-0 z-10 border-s border-b border-line bg-surface">
                <div className={cn("h-full", day === today && "bg-accent-soft")}>{heading}</div>
              </div>
            ))}
          </>
        )}
        <div aria-hidden className="sticky start-0 z-10 bg-surface text-end text-xs text-ink-3">
          {hours.map((hour) => (
            <bdi key={hour} dir="ltr" className="block h-(--hour) pe-2 pt-0.5">
              {String(hour).padStart(2, "0")}:00
            </bdi>
          ))}
        </div>
        {columns.map((column, index) => (
          <GridColumn
            key={column.key}
            column={column}
            spans={spans[index] ?? []}
            shown={shown}
            least={isDense ? 0.25 : 0.4}
            isToday={column.day === today}
            loading={loading}
            namesStaff={namesStaff}
          />
        ))}
      </div>
    </div>
  );
}
