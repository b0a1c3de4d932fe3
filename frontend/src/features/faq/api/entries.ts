import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";

export type FaqEntry = Json<paths["/api/v1/settings/faq/"]["get"]["responses"][200]>[number];
export type FaqText = Pick<FaqEntry, "question" | "answer">;

const faqKey = ["faq"] as const;

/** In the order of the business. */
export function useFaq() {
  return useQuery({ queryKey: faqKey, queryFn: ({ signal }) => unwrap(api.GET("/api/v1/settings/faq/", { signal })) });
}

/** A new answer is given from the start. */
export function useCreateEntry() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (text: FaqText) => unwrap(api.POST("/api/v1/settings/faq/", { body: { ...text, is_active: true } })),
    onSuccess: refresh,
  });
}

export function useChangeEntry(id: number) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: Partial<FaqText> & { is_active?: boolean }) =>
      unwrap(api.PATCH("/api/v1/settings/faq/{faq_entry_id}/", { params: { path: { faq_entry_id: id } }, body })),
    onSettled: refresh,
  });
}

export function useDeleteEntry(id: number) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE("/api/v1/settings/faq/{faq_entry_id}/", { params: { path: { faq_entry_id: id } } })),
    onSuccess: refresh,
  });
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: faqKey });
}
