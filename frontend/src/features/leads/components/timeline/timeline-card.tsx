import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { LoadMore } from "@/components/ui/load-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useFormat } from "@/lib/format/use-format";
import { groupByDay } from "@/lib/group-by-day";
import { useTimeline } from "../../api/timeline";
import { TimelineRow } from "./timeline-row";

/** The lead's story by day, each part of it with who did it. */
export function TimelineCard({ leadId }: { leadId: number }) {
  const { t } = useTranslation("leads");
  const format = useFormat();
  const { entries, isPending, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useTimeline(leadId);
  return (
    <Card title={t("timeline.title")}>
      {isPending && <SkeletonRows count={3} />}
      {error && entries.length === 0 && <Failure error={error} onRetry={() => void refetch()} />}
      {!isPending && !error && entries.length === 0 && <p className="px-(--card) pb-5 text-ink-2">{t("timeline.empty")}</p>}
      {groupByDay(entries, ({ at }) => format.dayKey(at)).map(({ key, rows }) => (
        <section key={key} aria-label={format.day(rows[0].at)} className="border-t border-line pb-2">
          <h3 className="px-(--card) pt-3 pb-1 text-xs font-medium text-ink-3">{format.day(rows[0].at)}</h3>
          <ol>
            {rows.map((entry) => (
              <TimelineRow key={`${entry.kind}-${entry.id}`} entry={entry} />
            ))}
          </ol>
        </section>
      ))}
      <LoadMore hasMore={hasNextPage} loading={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </Card>
  );
}
