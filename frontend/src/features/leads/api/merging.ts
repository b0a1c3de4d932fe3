import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Json } from "@/lib/api/json";
import { nextCursor, rowsOf } from "@/lib/api/paging";
import type { paths } from "@/lib/api/schema";
import { leadKeys } from "./keys";

export type Duplicate = Json<paths["/api/v1/leads/{lead_id}/duplicates/"]["get"]["responses"][200]>[number];
export type Merge = Json<paths["/api/v1/leads/{lead_id}/merges/"]["get"]["responses"][200]>[number];

/** Pairs with this lead that may be one person, the surest first. */
export function useDuplicates(leadId: number) {
  return useQuery({
    queryKey: leadKeys.duplicatesOf(leadId),
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/leads/{lead_id}/duplicates/", { params: { path: { lead_id: leadId } }, signal })),
  });
}

/** All pairs that wait for an answer, the newest first. */
export function useAllDuplicates() {
  const query = useInfiniteQuery({
    queryKey: leadKeys.duplicates,
    queryFn: ({ pageParam, signal }) => unwrap(api.GET("/api/v1/duplicates/", { params: { query: { cursor: pageParam ?? undefined } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });
  return { ...query, duplicates: rowsOf(query.data?.pages) };
}

/** What went into this lead and can be taken apart again, the newest first. */
export function useMerges(leadId: number) {
  return useQuery({
    queryKey: leadKeys.merges(leadId),
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/leads/{lead_id}/merges/", { params: { path: { lead_id: leadId } }, signal })),
  });
}

export function useMerge() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ winner, loser }: { winner: number; loser: number }) =>
      unwrap(api.POST("/api/v1/leads/{lead_id}/merge/", { params: { path: { lead_id: winner } }, body: { loser_id: loser } })),
    onSuccess: refresh,
  });
}

export function useUndoMerge() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (mergeId: number) => unwrap(api.POST("/api/v1/merges/{merge_id}/undo/", { params: { path: { merge_id: mergeId } } })),
    onSuccess: refresh,
  });
}

/** They are two people; nobody is asked again. */
export function useDismissDuplicate() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (duplicateId: number) =>
      unwrap(api.POST("/api/v1/duplicates/{duplicate_id}/dismiss/", { params: { path: { duplicate_id: duplicateId } } })),
    onSuccess: refresh,
  });
}

/** Calls, meetings and tasks change hands too, so everything about leads is asked again. */
function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries();
}
