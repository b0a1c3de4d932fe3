import { useTranslation } from "react-i18next";
import { useMe } from "@/lib/auth/auth-context";
import { cn } from "@/lib/cn";
import { dayStart } from "@/lib/format/day-start";
import { useFormat } from "@/lib/format/use-format";
import type { SpecialDate } from "../../api/dates";
import { useHebrewDate } from "../../hebrew-date";

interface DayHeadingProps {
  day: string;
  special?: SpecialDate;
  isToday: boolean;
  onOpen: () => void;
}

/** A day of the week, by both calendars, with what is special about it; leads to the day itself. */
export function DayHeading({ day, special, isToday, onOpen }: DayHeadingProps) {
  const { t } = useTranslation("appointments");
  const format = useFormat();
  const hebrewDate = useHebrewDate();
  const start = dayStart(day, useMe().business.timezone);
  return (
    <button
      type="button"
      aria-label={t("openDay", { day: format.longDay(start) })}
      onClick={onOpen}
      className={cn("block h-full w-full px-1.5 py-2 text-center text-sm -outline-offset-2 hover:underline", isToday && "text-accent")}
    >
      <span className="block font-semibold">{format.weekday(start)}</span>
      <span className="block text-xs text-ink-3">{hebrewDate(day)}</span>
      {special && (
        <span dir="auto" title={special.name} className={cn("block truncate text-xs", special.kind === "closed" ? "text-bad" : "text-ink-2")}>
          {special.name || t(`dates.kind.${special.kind}`)}
        </span>
      )}
    </button>
  );
}
