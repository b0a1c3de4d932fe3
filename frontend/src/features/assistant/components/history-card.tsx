import { History } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { LoadMore } from "@/components/ui/load-more";
import { Notice } from "@/components/ui/notice";
import { SkeletonRows } from "@/components/ui/skeleton";
import { rowsOf } from "@/lib/api/paging";
import { type Channel, usePromptHistory } from "../api/prompts";
import { VersionRow } from "./version-row";

interface HistoryCardProps {
  channel: Channel;
  edits: boolean;
}

/** What was said before, by whom it was written, and the way back to it. */
export function HistoryCard({ channel, edits }: HistoryCardProps) {
  const { t } = useTranslation("assistant");
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = usePromptHistory(channel);
  const versions = rowsOf(data?.pages);
  if (!data && error) {
    return (
      <Card label={t("history.title")}>
        <Failure error={error} onRetry={() => void refetch()} />
      </Card>
    );
  }
  return (
    <Card title={t("history.title")}>
      {!data && <SkeletonRows count={3} />}
      {data && versions.length === 0 && <Notice icon={History} title={t("history.empty")} hint={t("history.emptyHint")} />}
      <ul>
        {versions.map((version) => (
          <VersionRow key={version.id} version={version} edits={edits} />
        ))}
      </ul>
      <LoadMore hasMore={hasNextPage} loading={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </Card>
  );
}
