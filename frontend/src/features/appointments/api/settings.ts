import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { ifMatch } from "@/lib/api/if-match";
import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";
import { appointmentKeys } from "./keys";

export type DiarySettings = Json<paths["/api/v1/scheduling/settings/"]["get"]["responses"][200]>;
export type DiarySettingsChange = NonNullable<paths["/api/v1/scheduling/settings/"]["patch"]["requestBody"]>["content"]["application/json"];

export function useDiarySettings() {
  return useQuery({
    queryKey: appointmentKeys.settings,
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/scheduling/settings/", { signal })),
  });
}

export function useChangeDiarySettings(version: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: DiarySettingsChange) => unwrap(api.PATCH("/api/v1/scheduling/settings/", { params: { header: ifMatch(version) }, body })),
    onSettled: () => queries.invalidateQueries({ queryKey: appointmentKeys.all }),
  });
}

