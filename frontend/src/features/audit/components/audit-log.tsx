import { ScrollText, SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { LoadMore } from "@/components/ui/load-more";
import { Notice } from "@/components/ui/notice";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useFormat } from "@/lib/format/use-format";
import { groupByDay } from "@/lib/group-by-day";
import { useAuditEntries } from "../api/entries";
import { noFilters, useAuditFilters } from "../hooks/use-audit-filters";
import type { Person } from "../people";
import { EntryRow } from "./entry-row";
import { FilterBar } from "./filter-bar";

/** By day, newest first. `people` belong to the business now. */
export function AuditLog({ people }: { people: Person[] }) {
  const { t } = useTranslation("audit");
  const format = useFormat();
  const { filters, setFilters, isFiltered } = useAuditFilters();
  const { entries, isPending, isPlaceholderData, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useAuditEntries(filters);
  return (
    <div className="space-y-4">
      <FilterBar filters={filters} people={people} isFiltered={isFiltered} onFilters={setFilters} />
      {entries.length === 0 && (
        <Card>
          {isPending && <SkeletonRows />}
          {error && <Failure error={error} onRetry={() => void refetch()} />}
          {!isPending && !error && !isFiltered && <Notice icon={ScrollText} title={t("empty")} hint={t("emptyHint")} />}
          {!isPending && !error && isFiltered && (
            <Notice icon={SearchX} title={t("noMatch")} hint={t("noMatchHint")}>
              <Button onClick={() => setFilters(noFilters)}>{t("filter.clear")}</Button>
            </Notice>
          )}
        </Card>
      )}
      <div className={isPlaceholderData ? "space-y-5 opacity-60 transition-opacity duration-150" : "space-y-5"}>
        {groupByDay(entries, (entry) => format.dayKey(entry.at)).map(({ key, rows }) => (
          <section key={key} aria-label={format.day(rows[0].at)}>
            <h2 className="mb-2 px-1 text-sm font-medium text-ink-2">{format.day(rows[0].at)}</h2>
            <ul className="rounded-large border border-line bg-surface shadow-lift">
              {rows.map((entry) => (
                <EntryRow key={entry.id} entry={entry} people={people} />
              ))}
            </ul>
          </section>
        ))}
        <LoadMore hasMore={hasNextPage} loading={isFetchingNextPage} onMore={() => void fetchNextPage()} />
      </div>
    </div>
  );
}
