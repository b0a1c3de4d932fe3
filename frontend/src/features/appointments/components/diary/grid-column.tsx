import type { CSSProperties } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { useMe } from "@/lib/auth/auth-context";
import { localMoment } from "@/lib/format/local-moment";
import { useNow } from "@/lib/use-now";
import { closedIn, hourOf, type Hours, lanesOf, type Span } from "../../grid";
import { GridMeeting } from "./grid-meeting";
import type { Column } from "./time-grid";

interface GridColumnProps {
  column: Column;
  spans: Span[];
  shown: Hours;
  /** How many hours a meeting takes at least, so that it can be read. */
  least: number;
  isToday: boolean;
  loading: boolean;
  namesStaff: boolean;
}

/** One day, or one person's day: when it is open, what is in it, and what time it is. */
export function GridColumn({ column, spans, shown, least, isToday, loading, namesStaff }: GridColumnProps) {
  const hours = shown.ends - shown.begins;
  const closed = column.open ? closedIn(shown, column.open) : [];
  return (
    <div className="relative border-s border-line" style={{ blockSize: `calc(var(--hour) * ${hours})` }}>
      {closed.map((part) => (
        <div key={part.begins} aria-hidden className="absolute inset-x-0 bg-sunken" style={placeOf(part, shown)} />
      ))}
      {Array.from({ length: hours - 1 }, (_, index) => (
        <div key={index} aria-hidden className="absolute inset-x-0 border-t border-line" style={{ insetBlockStart: `calc(var(--hour) * ${index + 1})` }} />
      ))}
      {loading && <Skeleton className="absolute inset-x-1 top-[30%] h-12" />}
      <ul aria-label={column.label}>
        {lanesOf(spans, least).map(({ id, begins, ends, lane, lanes, width }) => {
          const appointment = column.appointments.find((each) => each.id === id);
          if (!appointment) return null;
          const place = { ...placeOf({ begins, ends }, shown), insetInlineStart: `${(lane / lanes) * 100}%`, inlineSize: `${(width / lanes) * 100}%` };
          return (
            <li key={id} className="@container absolute p-px" style={place}>
              <GridMeeting appointment={appointment} namesStaff={namesStaff} />
            </li>
          );
        })}
      </ul>
      {isToday && <NowLine shown={shown} />}
    </div>
  );
}

function NowLine({ shown }: { shown: Hours }) {
  const { timezone } = useMe().business;
  const now = hourOf(localMoment(new Date(useNow(true)).toISOString(), timezone).slice(11));
  if (now < shown.begins || now > shown.ends) return null;
  return (
    <div aria-hidden className="pointer-events-none absolute inset-x-0 border-t-2 border-bad" style={{ insetBlockStart: `calc(var(--hour) * ${now - shown.begins})` }}>
      <span className="absolute -start-1 -top-1.25 size-2 rounded-full bg-bad" />
    </div>
  );
}

function placeOf({ begins, ends }: Hours, shown: Hours): CSSProperties {
  return { insetBlockStart: `calc(var(--hour) * ${begins - shown.begins})`, blockSize: `calc(var(--hour) * ${ends - begins})` };
}
