import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { type LeadFilters, type Ordering, orderings, readFilters, writeFilters } from "../filters";

/** The filters live in the address, so that a view can be kept, sent and gone back to. */
export function useLeadFilters() {
  const [params, setParams] = useSearchParams();
  const filters = useMemo(() => readFilters(params), [params]);
  const ordering: Ordering = orderings.find((known) => known === params.get("ordering")) ?? "-created";

  function show(next: LeadFilters, order: Ordering) {
    setParams({ ...writeFilters(next), ...(order === "-created" ? {} : { ordering: order }) }, { replace: true });
  }

  return {
    filters,
    ordering,
    setFilters: (next: LeadFilters) => show(next, ordering),
    setOrdering: (next: Ordering) => show(filters, next),
  };
}
