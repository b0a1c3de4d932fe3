import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useErrorText } from "@/lib/api/use-error-text";
import { moved } from "@/lib/moved";
import { useLeadStatuses } from "../../api/list-statuses";
import { useOrderStatuses } from "../../api/statuses";
import { StatusDialog } from "./status-dialog";
import { StatusRow } from "./status-row";

/** The business's own stations of a lead, in the order of its board. */
export function StatusesCard() {
  const { t } = useTranslation("leads");
  const { data: statuses, isPending, error, refetch } = useLeadStatuses();
  const order = useOrderStatuses();
  const refusal = useErrorText()(order.error);
  const [isNew, setNew] = useState(false);
  const button = useRef<HTMLButtonElement>(null);

  return (
    <Card
      title={t("settings.statuses")}
      aside={
        <Button ref={button} onClick={() => setNew(true)}>
          <Plus aria-hidden strokeWidth={1.7} />
          {t("settings.newStatus")}
        </Button>
      }
    >
      <p className="px-(--card) pb-3 text-pretty text-ink-2">{t("settings.statusesHint")}</p>
      {refusal && (
        <Callout tone="bad" role="alert" className="mx-(--card) mb-3">
          {refusal}
        </Callout>
      )}
      {isPending && <SkeletonRows />}
      {error && !statuses && <Failure error={error} onRetry={() => void refetch()} />}
      <ul>
        {statuses?.map((status, index) => (
          <StatusRow key={status.id} status={status} others={statuses.filter(({ id }) => id !== status.id)} place={{ isFirst: index === 0, isLast: index === statuses.length - 1, onMove: (by) => order.mutate(moved(statuses, index, by)) }} />
        ))}
      </ul>
      {isNew && <StatusDialog returnFocus={button} onClose={() => setNew(false)} />}
    </Card>
  );
}
