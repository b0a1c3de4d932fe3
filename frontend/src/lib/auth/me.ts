import { useQuery } from "@tanstack/react-query";
import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";
import { api, unwrap } from "@/lib/api/client";

export type Me = Json<paths["/api/v1/me"]["get"]["responses"][200]>;

export const meKey = ["me"] as const;

export function fetchMe(): Promise<Me> {
  return unwrap(api.GET("/api/v1/me"));
}

/** Asked again like any other data, so that a changed role or name shows without a new sign-in. */
export function useFreshMe(signedIn: boolean): Me | undefined {
  return useQuery({ queryKey: meKey, queryFn: fetchMe, enabled: signedIn, staleTime: 60_000 }).data;
}
