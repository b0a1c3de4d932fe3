import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Json } from "@/lib/api/json";
import { nextCursor, rowsOf } from "@/lib/api/paging";
import type { paths } from "@/lib/api/schema";
import { useOnce } from "@/lib/use-once";
import { leadKeys } from "./keys";

export type Note = Json<paths["/api/v1/leads/{lead_id}/notes/"]["get"]["responses"][200]>["results"][number];

/** The newest first. */
export function useNotes(leadId: number) {
  const query = useInfiniteQuery({
    queryKey: leadKeys.notes(leadId),
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET("/api/v1/leads/{lead_id}/notes/", { params: { path: { lead_id: leadId }, query: { cursor: pageParam ?? undefined } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });
  return { ...query, notes: rowsOf(query.data?.pages) };
}

export function useAddNote(leadId: number) {
  const refresh = useRefresh(leadId);
  return useMutation({
    mutationFn: useOnce((text: string, header) =>
      unwrap(api.POST("/api/v1/leads/{lead_id}/notes/", { params: { path: { lead_id: leadId }, header }, body: { text } })),
    ),
    onSuccess: refresh,
  });
}

export function useEditNote(leadId: number, noteId: number) {
  const refresh = useRefresh(leadId);
  return useMutation({
    mutationFn: (text: string) =>
      unwrap(api.PATCH("/api/v1/leads/{lead_id}/notes/{note_id}/", { params: { path: { lead_id: leadId, note_id: noteId } }, body: { text } })),
    onSuccess: refresh,
  });
}

export function useDeleteNote(leadId: number, noteId: number) {
  const refresh = useRefresh(leadId);
  return useMutation({
    mutationFn: () => unwrap(api.DELETE("/api/v1/leads/{lead_id}/notes/{note_id}/", { params: { path: { lead_id: leadId, note_id: noteId } } })),
    onSuccess: refresh,
  });
}

function useRefresh(leadId: number) {
  const queries = useQueryClient();
  return () => {
    void queries.invalidateQueries({ queryKey: leadKeys.timeline(leadId) });
    return queries.invalidateQueries({ queryKey: leadKeys.notes(leadId) });
  };
}
