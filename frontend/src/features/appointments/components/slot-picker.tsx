import { RadioGroup } from "radix-ui";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Failure } from "@/components/ui/failure";
import { Skeleton } from "@/components/ui/skeleton";
import { useFormat } from "@/lib/format/use-format";
import type { SlotChoice } from "../use-slot-choice";

/** The free hours of the coming days, a day under the other, and which one is chosen. */
export function SlotPicker({ choice }: { choice: SlotChoice }) {
  const { t } = useTranslation("appointments");
  const format = useFormat();
  if (choice.isPending) return <Skeleton className="h-40" />;
  if (choice.error) return <Failure error={choice.error} onRetry={choice.retry} />;
  return (
    <div>
      <div className="max-h-64 overflow-y-auto rounded-medium border border-line p-3">
        {choice.free.length === 0 && <p className="py-4 text-center text-ink-2">{t("book.nothingFree")}</p>}
        <RadioGroup.Root aria-label={t("book.when")} value={choice.start} onValueChange={choice.choose} className="space-y-3">
          {choice.free.map((day) => (
            <section key={day.date}>
              <h3 className="mb-1.5 flex flex-wrap items-baseline gap-x-2 text-sm font-semibold">
                {format.day(day.slots[0]?.starts_at ?? day.date)}
                <span className="font-normal text-ink-3">{day.hebrew_date}</span>
              </h3>
              <div className="grid grid-cols-4 gap-1.5 sm:grid-cols-5">
                {day.slots.map(({ starts_at }) => (
                  <RadioGroup.Item
                    key={starts_at}
                    value={starts_at}
                    className="min-h-11 rounded-small border border-line text-sm hover:border-accent-line hover:bg-accent-soft data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=checked]:font-semibold data-[state=checked]:text-accent-ink md:min-h-8.5"
                  >
                    <bdi dir="ltr">{format.time(starts_at)}</bdi>
                  </RadioGroup.Item>
                ))}
              </div>
            </section>
          ))}
        </RadioGroup.Root>
        {choice.more && (
          <Button tone="quiet" className="mt-2 w-full" onClick={choice.more}>
            {t("book.later")}
          </Button>
        )}
      </div>
      {choice.isLost && (
        <Callout tone="warn" role="alert" className="mt-2">
          {t("book.lost")}
        </Callout>
      )}
      <p role="status" className="mt-2 min-h-5 text-sm">
        {choice.start && t("book.chosen", { when: format.moment(choice.start) })}
      </p>
    </div>
  );
}
