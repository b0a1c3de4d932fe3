import { UserCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { buttonLook } from "@/components/ui/button-look";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { LoadMore } from "@/components/ui/load-more";
import { Notice } from "@/components/ui/notice";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useAllDuplicates } from "../../api/merging";
import { DuplicateRow } from "./duplicate-row";

/** Every pair of leads that may be one person, each with its answer beside it. */
export function DuplicateList() {
  const { t } = useTranslation("leads");
  const { duplicates, isPending, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useAllDuplicates();
  return (
    <Card label={t("duplicate.title")}>
      {isPending && <SkeletonRows count={3} />}
      {error && duplicates.length === 0 && <Failure error={error} onRetry={() => void refetch()} />}
      {!isPending && !error && duplicates.length === 0 && (
        <Notice icon={UserCheck} title={t("duplicate.none")} hint={t("duplicate.noneHint")}>
          <Link to="/leads" className={buttonLook("primary")}>
            {t("toAll")}
          </Link>
        </Notice>
      )}
      <ul>
        {duplicates.map((duplicate) => (
          <DuplicateRow key={duplicate.id} duplicate={duplicate} own={duplicate.first} other={duplicate.second} namesBoth />
        ))}
      </ul>
      <LoadMore hasMore={hasNextPage} loading={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </Card>
  );
}
