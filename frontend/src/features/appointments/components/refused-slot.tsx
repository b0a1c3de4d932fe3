import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { useErrorText } from "@/lib/api/use-error-text";
import { useFormat } from "@/lib/format/use-format";
import { alternativesOf, standingOf } from "../api/change-appointments";
import type { SlotChoice } from "../use-slot-choice";
import { StandingLink } from "./standing-link";

interface RefusedSlotProps {
  error: unknown;
  choice: SlotChoice;
  /** The reader goes to the meeting that stands in the way. */
  onLeave: () => void;
  /** Sent with the form, it is booked although the customer has another meeting then. */
  onInsist?: () => void;
}

/** Why it was not booked, the meeting that stands in the way, and the nearest hours that are free. */
export function RefusedSlot({ error, choice, onLeave, onInsist }: RefusedSlotProps) {
  const { t } = useTranslation("appointments");
  const format = useFormat();
  const text = useErrorText()(error);
  const starts = alternativesOf(error);
  const standing = standingOf(error);
  if (!text) return null;
  return (
    <Callout tone="bad" role="alert">
      <p>{text}</p>
      {standing && (
        <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <StandingLink standing={standing} onLeave={onLeave} />
          {onInsist && (
            <Button type="submit" onClick={onInsist}>
              {t("book.insist")}
            </Button>
          )}
        </div>
      )}
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
