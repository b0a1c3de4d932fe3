import { infiniteQueryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { nextCursor, rowsOf } from "@/lib/api/paging";
import { useFallbackInterval } from "@/lib/live/live-context";
import { callKeys } from "./keys";
import { isRunning } from "./types";

/** Newest first; all of them, or one lead's. */
export function callsQuery(leadId: number | null = null) {
  return infiniteQueryOptions({
    queryKey: callKeys.list(leadId),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/api/v1/calls/", {
          params: { query: { cursor: pageParam ?? undefined, lead: leadId ?? undefined } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });
}

export function useCalls(leadId: number | null = null) {
  const query = useInfiniteQuery({ ...callsQuery(leadId), refetchInterval: useFallbackInterval() });
  return { ...query, calls: rowsOf(query.data?.pages) };
}

/** The calls going on now, for every page. They are among the newest, so the list's own pages hold them. */
export function useRunningCalls() {
  return useCalls().calls.filter(isRunning);
}
