import { useInfiniteQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { nextCursor, rowsOf } from "@/lib/api/paging";
import { useCutOff, useFallbackInterval } from "@/lib/live/live-context";
import { callKeys } from "./keys";
import { isRunning } from "./types";

/** Newest first. */
export function useCalls() {
  const query = useInfiniteQuery({
    queryKey: callKeys.list,
    queryFn: ({ pageParam, signal }) => unwrap(api.GET("/api/v1/calls/", { params: { query: { cursor: pageParam ?? undefined } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
    refetchInterval: useFallbackInterval(),
  });
  return { ...query, calls: rowsOf(query.data?.pages) };
}

/**
 * The calls going on now, for every page. They are among the newest, so the list's own pages hold them.
 * None while we are cut off: what goes on "now" is not known then.
 */
export function useRunningCalls() {
  const { calls } = useCalls();
  return useCutOff() ? [] : calls.filter(isRunning);
}
