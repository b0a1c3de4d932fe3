import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";

export type Credentials = Json<paths["/api/v1/settings/credentials"]["get"]["responses"][200]>;
/** Whether the service takes a key that was just saved. */
export type Check = Json<paths["/api/v1/settings/credentials/openai"]["put"]["responses"][200]>["check"];

const key = ["credentials"] as const;

export function useCredentials() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/settings/credentials", { signal })),
  });
}

/** Of what is written here only the last four characters ever come back. */
export function useSaveTwilio() {
  const shown = useShown();
  return useMutation({
    mutationFn: (body: { account_sid: string; auth_token: string }) => unwrap(api.PUT("/api/v1/settings/credentials/twilio", { body })),
    onSuccess: shown.set,
    gcTime: 0,
  });
}

export function useSaveOpenAi() {
  const shown = useShown();
  return useMutation({
    mutationFn: (body: { api_key: string }) => unwrap(api.PUT("/api/v1/settings/credentials/openai", { body })),
    onSuccess: shown.set,
    gcTime: 0,
  });
}

export function useRemove(name: "twilio" | "openai") {
  const shown = useShown();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE(`/api/v1/settings/credentials/${name}`)),
    onSuccess: shown.refetch,
  });
}

/** The new secret itself: the only time it is seen, so nothing keeps it. */
export function useRenewWebhookSecret() {
  const shown = useShown();
  return useMutation({
    mutationFn: () => unwrap(api.POST("/api/v1/settings/credentials/webhook-secret")),
    onSuccess: shown.refetch,
    gcTime: 0,
  });
}

function useShown() {
  const queries = useQueryClient();
  return {
    set: (credentials: Credentials) => queries.setQueryData(key, credentials),
    refetch: () => queries.invalidateQueries({ queryKey: key }),
  };
}
