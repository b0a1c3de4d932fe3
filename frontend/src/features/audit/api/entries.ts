import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Json } from "@/lib/api/json";
import { nextCursor, rowsOf } from "@/lib/api/paging";
import type { paths } from "@/lib/api/schema";
import { useMe } from "@/lib/auth/auth-context";
import { dayAfter, dayStart } from "@/lib/format/day-start";

export type Entry = Json<paths["/api/v1/audit/"]["get"]["responses"][200]>["results"][number];

/** Days are calendar days of the business ("2026-11-24"), both included. Empty means any. */
export interface AuditFilters {
  search: string;
  /** A user's id, or a kind of actor. */
  actor: string;
  /** One action, or the first word of a family of them. */
  action: string;
  from: string;
  to: string;
  /** "lead.7": everything that was done to one thing. */
  target: string;
}

/** Newest first. While a new filter loads, the rows of the old one stay. */
export function useAuditEntries(filters: AuditFilters) {
  const { timezone } = useMe().business;
  const [targetKind, targetId] = filters.target.split(".");
  const query = useInfiniteQuery({
    queryKey: ["audit", filters],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/api/v1/audit/", {
          params: {
            query: {
              cursor: pageParam ?? undefined,
              q: filters.search || undefined,
              actor: filters.actor || undefined,
              action: filters.action || undefined,
              target_kind: targetKind || undefined,
              target_id: targetId ? Number(targetId) : undefined,
              from: filters.from ? dayStart(filters.from, timezone).toISOString() : undefined,
              to: filters.to ? dayStart(dayAfter(filters.to), timezone).toISOString() : undefined,
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
    placeholderData: keepPreviousData,
  });
  return { ...query, entries: rowsOf(query.data?.pages) };
}
