import { useTranslation } from "react-i18next";
import { Chip, type ChipTone } from "@/components/ui/chip";
import type { Reminder } from "../api/reminders";

const tones: Record<Reminder["state"], ChipTone> = {
  waiting: "plain",
  sending: "accent",
  sent: "ok",
  failed: "bad",
  skipped: "warn",
  cancelled: "plain",
  unknown: "warn",
};
const reasons = ["too_late", "quiet_hours", "no_address", "opted_out", "meeting_changed", "plan_changed", "together", "text_too_long"] as const;

/** What became of a message, and when nothing did, why. */
export function ReminderOutcome({ reminder: { state, reason, answer } }: { reminder: Reminder }) {
  const { t } = useTranslation("reminders");
  const known = reasons.find((each) => each === reason);
  const why = known ? t(`reason.${known}`) : state === "failed" ? reason : "";
  return (
    <span className="flex flex-wrap items-center justify-end gap-1.5">
      {why && <span className="text-xs text-pretty text-ink-3">{why}</span>}
      {answer && <Chip tone={answer === "confirmed" ? "ok" : "warn"}>{t(`answer.${answer}`)}</Chip>}
      <Chip tone={tones[state]}>{t(`state.${state}`)}</Chip>
    </span>
  );
}
