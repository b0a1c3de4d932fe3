import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { nextCursor, rowsOf } from "@/lib/api/paging";
import { useMe } from "@/lib/auth/auth-context";
import { askedBy, type LeadFilters, type Ordering } from "../filters";
import { leadKeys } from "./keys";

/** While a new filter loads, the rows of the old one stay. */
export function useLeads(filters: LeadFilters, ordering: Ordering) {
  const { timezone } = useMe().business;
  const query = useInfiniteQuery({
    queryKey: leadKeys.list(filters, ordering),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/api/v1/leads/", {
          params: { query: { ...askedBy(filters, timezone), ordering, cursor: pageParam ?? undefined } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
    placeholderData: keepPreviousData,
  });
  return { ...query, leads: rowsOf(query.data?.pages) };
}
