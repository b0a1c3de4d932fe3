import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";
import { leadKeys } from "./keys";

export type Proposal = Json<paths["/api/v1/leads/{lead_id}/provenance/"]["get"]["responses"][200]>["results"][number];

/** What the assistant wrote down and nobody has judged yet; a field has one at most. */
export function useProposals(leadId: number) {
  return useQuery({
    queryKey: leadKeys.provenance(leadId),
    queryFn: async ({ signal }) => {
      const page = await unwrap(
        api.GET("/api/v1/leads/{lead_id}/provenance/", { params: { path: { lead_id: leadId }, query: { status: "proposed" } }, signal }),
      );
      return page.results;
    },
  });
}

/** Accepts or rejects; a rejected value gives its place back to the one before. */
export function useJudge(leadId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, accept }: { id: number; accept: boolean }) => {
      const params = { path: { lead_id: leadId, provenance_id: id } };
      return unwrap(
        accept
          ? api.POST("/api/v1/leads/{lead_id}/provenance/{provenance_id}/accept/", { params })
          : api.POST("/api/v1/leads/{lead_id}/provenance/{provenance_id}/reject/", { params }),
      );
    },
    onSettled: () => queries.invalidateQueries({ queryKey: leadKeys.detail(leadId) }),
  });
}
