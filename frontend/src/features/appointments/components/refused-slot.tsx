import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { useErrorText } from "@/lib/api/use-error-text";
import { useFormat } from "@/lib/format/use-format";
import { alternativesOf } from "../api/change-appointments";
import type { SlotChoice } from "../use-slot-choice";

interface RefusedSlotProps {
  error: unknown;
  choice: SlotChoice;
}

/** Why it was not booked, and the nearest hours that are free. */
export function RefusedSlot({ error, choice }: RefusedSlotProps) {
  const { t } = useTranslation("appointments");
  const format = useFormat();
  const text = useErrorText()(error);
  const starts = alternativesOf(error);
  if (!text) return null;
  return (
    <Callout tone="bad" role="alert">
      <p>{text}</p>
      {starts.length > 0 && (
        <div role="group" aria-label={t("book.nearest")} className="mt-2 flex flex-wrap items-center gap-1.5">
          <span aria-hidden>{t("book.nearest")}</span>
          {starts.map((start) => (
            <Button key={start} tone={choice.start === start ? "primary" : "plain"} aria-pressed={choice.start === start} onClick={() => choice.choose(start)}>
              {format.moment(start)}
            </Button>
          ))}
        </div>
      )}
    </Callout>
  );
}
