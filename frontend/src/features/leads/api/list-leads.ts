import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { nextCursor, rowsOf } from "@/lib/api/paging";
import { leadKeys, type LeadFilters } from "./keys";

/** Newest first. While a new filter loads, the rows of the old one stay. */
export function useLeads(filters: LeadFilters) {
  const query = useInfiniteQuery({
    queryKey: leadKeys.list(filters),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/api/v1/leads/", {
          params: {
            query: {
              cursor: pageParam ?? undefined,
              q: filters.search || undefined,
              status: filters.status ?? undefined,
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
    placeholderData: keepPreviousData,
  });
  return { ...query, leads: rowsOf(query.data?.pages) };
}
