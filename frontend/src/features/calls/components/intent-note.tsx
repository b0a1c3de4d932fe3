import { CalendarCheck2, CalendarClock, CalendarSearch } from "lucide-react";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/lib/format/use-format";
import type { Intent } from "../api/types";

const icons = { hours_info: CalendarClock, ask: CalendarSearch, confirm: CalendarCheck2 };

/** What a turn of the caller was about in the diary, as it was understood after the call. */
export function IntentNote({ intent }: { intent: Intent }) {
  const { t } = useTranslation("calls");
  const { longDay } = useFormat();
  if (intent.intent === "none") return null;
  const Icon = icons[intent.intent];
  const day = dayOf(intent.date);
  const sure = intent.confidence == null ? null : t("intent.confidence", { percent: intent.confidence });
  const details = [intent.name, day && longDay(day), intent.time, sure].filter((detail) => detail != null && detail !== "");
  return (
    <span className="col-span-2 mt-1 flex items-baseline gap-1.5 text-xs text-ink-3 sm:col-start-2">
      <Icon aria-hidden className="size-3 shrink-0 translate-y-0.5" strokeWidth={2} />
      <span className="min-w-0 break-words">
        {t(`intent.${intent.intent}`)}
        {details.map((detail) => (
          <Fragment key={detail}>
            {/* The dot stays with what stands before it when the line breaks. */}
            {"\u00a0· "}
            <bdi>{detail}</bdi>
          </Fragment>
        ))}
      </span>
    </span>
  );
}

/** Noon, so that it is this day in every business's zone; null when the model wrote something else. */
function dayOf(date: string | null | undefined): Date | null {
  const day = new Date(`${date}T12:00:00Z`);
  return Number.isNaN(day.getTime()) ? null : day;
}
