import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { LoadMore } from "@/components/ui/load-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useCan } from "@/lib/auth/auth-context";
import { useLeads } from "../../api/list-leads";
import type { LeadFilters, Ordering } from "../../filters";
import { BulkBar } from "../bulk/bulk-bar";
import { NoLeads } from "../no-leads";
import { LeadRow } from "./lead-row";
import { ListHead } from "./list-head";

interface LeadListProps {
  filters: LeadFilters;
  ordering: Ordering;
  onClear: () => void;
}

export function LeadList({ filters, ordering, onClear }: LeadListProps) {
  const { t } = useTranslation("leads");
  const mayChoose = useCan("leads.edit");
  const { leads, isPending, isPlaceholderData, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useLeads(filters, ordering);
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  const chosen = leads.filter(({ id }) => picked.has(id));

  function choose(id: number, isChosen: boolean) {
    const next = new Set(picked);
    if (isChosen) next.add(id);
    else next.delete(id);
    setPicked(next);
  }

  return (
    <div className={chosen.length > 0 ? "pb-24 md:pb-16" : undefined}>
      <Card label={t("title")} className={isPlaceholderData ? "opacity-60 transition-opacity duration-150" : undefined}>
        {isPending && <SkeletonRows />}
        {error && leads.length === 0 && <Failure error={error} onRetry={() => void refetch()} />}
        {!isPending && !error && leads.length === 0 && <NoLeads filters={filters} onClear={onClear} />}
        {leads.length > 0 && (
          <>
            <ListHead
              mayChoose={mayChoose}
              chosen={chosen.length}
              shown={leads.length}
              onAll={(all) => setPicked(new Set(all ? leads.map(({ id }) => id) : []))}
            />
            <ul>
              {leads.map((lead) => (
                <LeadRow key={lead.id} lead={lead} onChoose={mayChoose ? choose : undefined} isChosen={picked.has(lead.id)} />
              ))}
            </ul>
          </>
        )}
        <LoadMore hasMore={hasNextPage} loading={isFetchingNextPage} onMore={() => void fetchNextPage()} />
      </Card>
      {mayChoose && <BulkBar leads={chosen} onChosen={(ids) => setPicked(new Set(ids))} />}
    </div>
  );
}
