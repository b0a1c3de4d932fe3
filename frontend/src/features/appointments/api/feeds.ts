import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { appointmentKeys } from "./keys";

export type Whose = "mine" | "business";

/** Since when there is an address at which a calendar program reads the member's own meetings, or all of the business. */
export function useFeed(whose: Whose) {
  return useQuery({
    queryKey: appointmentKeys.feed(whose),
    queryFn: ({ signal }) =>
      unwrap(whose === "mine" ? api.GET("/api/v1/scheduling/feeds/mine/", { signal }) : api.GET("/api/v1/scheduling/feeds/business/", { signal })),
  });
}

/** The address there was opens nothing more. */
export function useOpenFeed(whose: Whose) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap(whose === "mine" ? api.POST("/api/v1/scheduling/feeds/mine/") : api.POST("/api/v1/scheduling/feeds/business/")),
    onSettled: () => queries.invalidateQueries({ queryKey: appointmentKeys.feed(whose) }),
  });
}
