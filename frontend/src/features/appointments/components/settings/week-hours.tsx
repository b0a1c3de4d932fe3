import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { Callout } from "@/components/ui/callout";
import { daysOf, faultOf, type Opening, openingsOf, type Range, weekdays } from "../../opening-hours";
import { useWeekdayNames } from "../../use-weekday-names";
import { CopyDayDialog } from "./copy-day-dialog";
import { DayHours } from "./day-hours";
import { SaveLine } from "./save-line";

interface WeekHoursProps {
  openings: Opening[];
  busy: boolean;
  saved: boolean;
  refusal?: string;
  /** Something was written that is not saved. */
  onWrite: () => void;
  onSave: (openings: Opening[]) => void;
}

/** A week as it is being written; nothing holds before it is saved as a whole. */
export function WeekHours({ openings, busy, saved, refusal, onWrite, onSave }: WeekHoursProps) {
  const { t } = useTranslation("appointments");
  const names = useWeekdayNames();
  const [days, setDays] = useState(() => daysOf(openings));
  const [copied, setCopied] = useState<{ day: number; button: RefObject<HTMLElement | null> }>();
  const isWrong = days.some(faultOf);

  function write(changed: Range[][]) {
    setDays(changed);
    onWrite();
  }

  return (
    <>
      <ul>
        {weekdays.map((day) => (
          <DayHours
            key={day}
            name={names[day] ?? ""}
            ranges={days[day] ?? []}
            onChange={(ranges) => write(days.with(day, ranges))}
            onCopy={(button) => setCopied({ day, button })}
          />
        ))}
      </ul>
      <footer className="space-y-3 border-t border-line p-(--card)">
        {days.every((ranges) => ranges.length === 0) && <Callout tone="warn">{t("hours.never")}</Callout>}
        {refusal && (
          <Callout tone="bad" role="alert">
            {refusal}
          </Callout>
        )}
        <SaveLine
          busy={busy}
          saved={saved}
          blocked={isWrong}
          onSave={() => onSave(openingsOf(days))}
        />
      </footer>
      {copied && (
        <CopyDayDialog
          names={names}
          from={copied.day}
          returnFocus={copied.button}
          onCopy={(to) => write(days.map((ranges, day) => (to.includes(day) ? (days[copied.day] ?? []) : ranges)))}
          onClose={() => setCopied(undefined)}
        />
      )}
    </>
  );
}
