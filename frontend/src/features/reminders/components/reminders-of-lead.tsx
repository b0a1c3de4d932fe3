import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useFormat } from "@/lib/format/use-format";
import { useRemindersOfLead } from "../api/reminders";
import { ReminderOutcome } from "./reminder-outcome";

/** What the customer was told about meetings, and will be. */
export function RemindersOfLead({ leadId }: { leadId: number }) {
  const { t } = useTranslation("reminders");
  const format = useFormat();
  const { data, isPending, error, refetch } = useRemindersOfLead(leadId);
  return (
    <Card title={t("ofLead")}>
      {isPending && <SkeletonRows count={1} />}
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <p className="px-(--card) pb-5 text-ink-2">{t("emptyOfLead")}</p>}
      <ul>
        {data?.map((reminder) => (
          <li key={reminder.id} className="flex items-center gap-3 border-t border-line px-(--card) py-(--row)">
            <div className="min-w-0 grow">
              <p className="font-medium">
                {t(`kind.${reminder.kind}`)}
                {reminder.channel && <span className="font-normal text-ink-3"> · {t(`channel.${reminder.channel}`)}</span>}
              </p>
              <time dateTime={reminder.sent_at ?? reminder.due_at} className="block text-sm text-ink-2">
                {format.moment(reminder.sent_at ?? reminder.due_at)}
              </time>
            </div>
            <ReminderOutcome reminder={reminder} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
