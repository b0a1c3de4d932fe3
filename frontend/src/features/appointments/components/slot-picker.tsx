import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Failure } from "@/components/ui/failure";
import { Skeleton } from "@/components/ui/skeleton";
import { cn } from "@/lib/cn";
import { useFormat } from "@/lib/format/use-format";
import { useSlots } from "../api/diary";
import { daysLater } from "../week";

const daysAtOnce = 14;
const mostDays = 56;

interface SlotPickerProps {
  service?: number;
  resource?: number;
  value: string;
  onChange: (start: string) => void;
}

/** The free hours of the coming days, a day under the other. */
export function SlotPicker({ service, resource, value, onChange }: SlotPickerProps) {
  const { t } = useTranslation("appointments");
  const format = useFormat();
  const [days, setDays] = useState(daysAtOnce);
  const today = format.dayKey(new Date());
  const { data, isPending, error, refetch } = useSlots({ from: today, to: daysLater(today, days), service, resource });
  if (isPending) return <Skeleton className="h-40" />;
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />;
  const free = data?.days ?? [];
  return (
    <div role="radiogroup" aria-label={t("book.when")} className="max-h-72 space-y-3 overflow-y-auto rounded-medium border border-line p-3">
      {free.length === 0 && <p className="py-4 text-center text-ink-2">{t("book.nothingFree")}</p>}
      {free.map((day) => (
        <section key={day.date}>
          <h3 className="mb-1.5 flex flex-wrap items-baseline gap-x-2 text-sm font-semibold">
            {format.day(day.slots[0]?.starts_at ?? day.date)}
            <span className="font-normal text-ink-3">{day.hebrew_date}</span>
          </h3>
          <div className="grid grid-cols-4 gap-1.5 sm:grid-cols-5">
            {day.slots.map(({ starts_at }) => (
              <button
                key={starts_at}
                type="button"
                role="radio"
                aria-checked={value === starts_at}
                onClick={() => onChange(starts_at)}
                className={cn(
                  "min-h-11 rounded-small border text-sm md:min-h-8.5",
                  value === starts_at ? "border-accent bg-accent text-accent-ink font-semibold" : "border-line hover:border-accent-line hover:bg-accent-soft",
                )}
              >
                <bdi dir="ltr">{format.time(starts_at)}</bdi>
              </button>
            ))}
          </div>
        </section>
      ))}
      {days < mostDays && (
        <Button tone="quiet" className="w-full" onClick={() => setDays(days + daysAtOnce)}>
          {t("book.later")}
        </Button>
      )}
    </div>
  );
}
