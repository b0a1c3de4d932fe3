import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { leadKeys } from "./keys";

/** The business's own statuses, in its order. They hardly ever change. */
export function useLeadStatuses() {
  return useQuery({
    queryKey: leadKeys.statuses,
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/leads/statuses/", { signal })),
    staleTime: 10 * 60_000,
  });
}
