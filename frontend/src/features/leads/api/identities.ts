import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { leadKeys } from "./keys";

/** The addresses by which calls and chats find the lead, the oldest first. */
export function useIdentities(leadId: number) {
  return useQuery({
    queryKey: leadKeys.identities(leadId),
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/leads/{lead_id}/identities/", { params: { path: { lead_id: leadId } }, signal })),
  });
}
