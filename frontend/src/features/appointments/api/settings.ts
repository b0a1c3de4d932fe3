import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { ifMatch } from "@/lib/api/if-match";
import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";
import { appointmentKeys } from "./keys";

export type DiarySettings = Json<paths["/api/v1/scheduling/settings/"]["get"]["responses"][200]>;
type Change = NonNullable<paths["/api/v1/scheduling/settings/"]["patch"]["requestBody"]>["content"]["application/json"];

export function useDiarySettings() {
  return useQuery({
    queryKey: appointmentKeys.settings,
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/scheduling/settings/", { signal })),
  });
}

export function useChangeDiarySettings(version: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Change) => unwrap(api.PATCH("/api/v1/scheduling/settings/", { params: { header: ifMatch(version) }, body })),
    onSettled: () => queries.invalidateQueries({ queryKey: appointmentKeys.all }),
  });
}

/** The address at which a calendar program reads the member's own meetings; null until there is one. */
export function useFeed() {
  return useQuery({
    queryKey: appointmentKeys.feed,
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/scheduling/feeds/mine/", { signal })),
  });
}

/** With `renew` the address there was opens nothing more. */
export function useOpenFeed() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (renew: boolean) => {
      if (renew) await unwrap(api.DELETE("/api/v1/scheduling/feeds/mine/"));
      return unwrap(api.POST("/api/v1/scheduling/feeds/mine/"));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: appointmentKeys.feed }),
  });
}
