import { AlarmClock, CalendarDays } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import { useFormat } from "@/lib/format/use-format";
import { useNow } from "@/lib/use-now";
import type { Task } from "../api/types";

/** When it is due, was done, or comes back. Late is said in words too. */
export function TaskDue({ task: { bucket, due_at, all_day, done_at, snoozed_until } }: { task: Task }) {
  const { t } = useTranslation("tasks");
  const format = useFormat();
  const now = useNow(false);
  if (done_at) return <time dateTime={done_at}>{t("doneAt", { when: format.moment(done_at) })}</time>;
  const sleeps = snoozed_until !== null && Date.parse(snoozed_until) > now;
  return (
    <>
      {due_at && (
        <span className={cn("inline-flex items-center gap-1", bucket === "overdue" && "font-medium text-bad", bucket === "today" && "font-medium text-warn")}>
          <CalendarDays aria-hidden className="size-3.5" strokeWidth={1.7} />
          <time dateTime={due_at}>{all_day ? format.day(due_at) : format.moment(due_at)}</time>
          {bucket === "overdue" && <span>· {t("late")}</span>}
        </span>
      )}
      {sleeps && (
        <span className="inline-flex items-center gap-1">
          <AlarmClock aria-hidden className="size-3.5" strokeWidth={1.7} />
          <time dateTime={snoozed_until}>{t("snoozedUntil", { when: format.moment(snoozed_until) })}</time>
        </span>
      )}
    </>
  );
}
