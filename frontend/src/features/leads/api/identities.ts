import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";
import { leadKeys } from "./keys";

export type Identity = Json<paths["/api/v1/leads/{lead_id}/identities/"]["get"]["responses"][200]>[number];

/** The addresses by which calls and chats find the lead, the oldest first. */
export function useIdentities(leadId: number) {
  return useQuery({
    queryKey: leadKeys.identities(leadId),
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/leads/{lead_id}/identities/", { params: { path: { lead_id: leadId } }, signal })),
  });
}

export function useRemoveIdentity(leadId: number, identityId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap(api.DELETE("/api/v1/leads/{lead_id}/identities/{identity_id}/", { params: { path: { lead_id: leadId, identity_id: identityId } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: leadKeys.identities(leadId) }),
  });
}
