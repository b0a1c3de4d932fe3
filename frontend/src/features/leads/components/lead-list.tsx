import { SearchX, Users } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button } from "@/components/ui/button";
import { buttonLook } from "@/components/ui/button-look";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { LoadMore } from "@/components/ui/load-more";
import { Notice } from "@/components/ui/notice";
import { SearchField } from "@/components/ui/search-field";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useLeads } from "../api/list-leads";
import { useLeadFilters } from "../hooks/use-lead-filters";
import { LeadRow } from "./lead-row";
import { StatusFilter } from "./status-filter";

export function LeadList() {
  const { t } = useTranslation("leads");
  const { filters, setFilters } = useLeadFilters();
  const { leads, isPending, isPlaceholderData, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useLeads(filters);
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap gap-2.5">
        <SearchField
          label={t("search")}
          clear={t("clearSearch")}
          search={filters.search}
          onSearch={(search) => setFilters({ ...filters, search })}
        />
        <StatusFilter status={filters.status} onStatus={(status) => setFilters({ ...filters, status })} />
      </div>
      <Card className={isPlaceholderData ? "opacity-60 transition-opacity duration-150" : undefined}>
        {isPending && <SkeletonRows />}
        {error && leads.length === 0 && <Failure error={error} onRetry={() => void refetch()} />}
        {!isPending && !error && leads.length === 0 && (
          <NoLeads
            filtered={filters.search !== "" || filters.status !== null}
            onClear={() => setFilters({ search: "", status: null })}
          />
        )}
        <ul>
          {leads.map((lead) => (
            <LeadRow key={lead.id} lead={lead} />
          ))}
        </ul>
        <LoadMore hasMore={hasNextPage} loading={isFetchingNextPage} onMore={() => void fetchNextPage()} />
      </Card>
    </div>
  );
}

function NoLeads({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { t } = useTranslation("leads");
  if (!filtered) {
    return (
      <Notice icon={Users} title={t("empty")} hint={t("emptyHint")}>
        <Link to="/calls" className={buttonLook("primary")}>
          {t("emptyAction")}
        </Link>
      </Notice>
    );
  }
  return (
    <Notice icon={SearchX} title={t("noMatch")} hint={t("noMatchHint")}>
      <Button onClick={onClear}>{t("clearFilters")}</Button>
    </Notice>
  );
}
