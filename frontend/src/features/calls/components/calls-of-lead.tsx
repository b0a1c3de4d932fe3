import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { LoadMore } from "@/components/ui/load-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useCalls } from "../api/list-calls";
import { CallOfLeadRow } from "./call-of-lead-row";

export function CallsOfLead({ leadId }: { leadId: number }) {
  const { t } = useTranslation("calls");
  const { calls, isPending, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useCalls(leadId);
  return (
    <Card title={t("ofLead")}>
      {isPending && <SkeletonRows count={2} />}
      {error && calls.length === 0 && <Failure error={error} onRetry={() => void refetch()} />}
      {!isPending && !error && calls.length === 0 && <p className="px-(--card) pb-5 text-ink-2">{t("emptyOfLead")}</p>}
      {calls.length > 0 && (
        <ul className="border-t border-line">
          {calls.map((call) => (
            <CallOfLeadRow key={call.id} call={call} />
          ))}
        </ul>
      )}
      <LoadMore hasMore={hasNextPage} loading={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </Card>
  );
}
