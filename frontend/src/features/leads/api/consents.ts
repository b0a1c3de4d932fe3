import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";
import { useOnce } from "@/lib/use-once";
import { leadKeys } from "./keys";

export type Consent = Json<paths["/api/v1/leads/{lead_id}/consents/"]["get"]["responses"][200]>[number];

export const consentKinds = ["contact", "marketing", "recording"] as const satisfies Consent["kind"][];

/** All that was ever agreed to or refused, the newest first. */
export function useConsents(leadId: number) {
  return useQuery({
    queryKey: leadKeys.consents(leadId),
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/leads/{lead_id}/consents/", { params: { path: { lead_id: leadId } }, signal })),
  });
}

export function useRecordConsent(leadId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: useOnce((said: Pick<Consent, "kind" | "granted" | "source">, header) =>
      unwrap(api.POST("/api/v1/leads/{lead_id}/consents/", { params: { path: { lead_id: leadId }, header }, body: { ...said, source_kind: "user" } })),
    ),
    onSuccess: () => queries.invalidateQueries({ queryKey: leadKeys.consents(leadId) }),
  });
}
