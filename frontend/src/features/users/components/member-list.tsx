import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { LoadMore } from "@/components/ui/load-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useMembers } from "../api/members";
import { MemberRow } from "./member-row";

export function MemberList() {
  const { t } = useTranslation("users");
  const { members, isPending, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useMembers();
  return (
    <Card title={t("members.title")}>
      {isPending && <SkeletonRows count={3} />}
      {error && members.length === 0 && <Failure error={error} onRetry={() => void refetch()} />}
      <ul>
        {members.map((member) => (
          <MemberRow key={member.id} member={member} />
        ))}
      </ul>
      {members.length === 1 && (
        <p className="border-t border-line px-(--card) py-3.5 text-pretty text-ink-2">
          <span className="font-semibold text-ink">{t("members.one")}.</span> {t("members.oneHint")}
        </p>
      )}
      <LoadMore hasMore={hasNextPage} loading={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </Card>
  );
}
