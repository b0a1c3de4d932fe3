import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { ifMatch } from "@/lib/api/if-match";
import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";
import { useOnce } from "@/lib/use-once";
import { leadKeys } from "./keys";

export type Memory = Json<paths["/api/v1/leads/{lead_id}/memory/"]["get"]["responses"][200]>;
export type MemoryEntry = Memory["entries"][number];

/** What the assistant remembers of the lead: a summary, and facts. */
export function useMemory(leadId: number) {
  return useQuery({
    queryKey: leadKeys.memory(leadId),
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/leads/{lead_id}/memory/", { params: { path: { lead_id: leadId } }, signal })),
  });
}

export function useAddFact(leadId: number) {
  const refresh = useRefresh(leadId);
  return useMutation({
    mutationFn: useOnce((text: string, header) =>
      unwrap(api.POST("/api/v1/leads/{lead_id}/memory/", { params: { path: { lead_id: leadId }, header }, body: { text } })),
    ),
    onSuccess: refresh,
  });
}

/** `version` is that of the text its writer saw; what somebody else wrote meanwhile is not overwritten. */
export function useEditMemory(leadId: number, entryId: number) {
  const refresh = useRefresh(leadId);
  return useMutation({
    mutationFn: ({ text, version }: { text: string; version: number }) =>
      unwrap(
        api.PATCH("/api/v1/leads/{lead_id}/memory/{memory_entry_id}/", {
          params: { path: { lead_id: leadId, memory_entry_id: entryId }, header: ifMatch(version) },
          body: { text },
        }),
      ),
    onSettled: refresh,
  });
}

/** One entry, or all of it. */
export function useEraseMemory(leadId: number) {
  const refresh = useRefresh(leadId);
  return useMutation({
    mutationFn: (entryId: number | "all") =>
      unwrap(
        entryId === "all"
          ? api.DELETE("/api/v1/leads/{lead_id}/memory/", { params: { path: { lead_id: leadId } } })
          : api.DELETE("/api/v1/leads/{lead_id}/memory/{memory_entry_id}/", { params: { path: { lead_id: leadId, memory_entry_id: entryId } } }),
      ),
    onSuccess: refresh,
  });
}

function useRefresh(leadId: number) {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: leadKeys.memory(leadId) });
}
