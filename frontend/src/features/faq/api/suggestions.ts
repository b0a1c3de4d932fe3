import { useMutation, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";
import { faqKey, useRefresh } from "./entries";

export type Suggestion = Json<paths["/api/v1/settings/faq/suggestions/"]["get"]["responses"][200]>[number];

/** What customers asked and nobody had answered. */
export function useSuggestions() {
  return useQuery({
    queryKey: [...faqKey, "suggestions"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/settings/faq/suggestions/", { signal })),
  });
}

export function useSettle() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (ids: number[]) => unwrap(api.POST("/api/v1/settings/faq/suggestions/settle/", { body: { question_ids: ids } })),
    onSettled: refresh,
  });
}
