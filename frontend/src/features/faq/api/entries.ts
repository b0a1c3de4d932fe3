import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";
import { useOnce } from "@/lib/use-once";

export type FaqEntry = Json<paths["/api/v1/settings/faq/"]["get"]["responses"][200]>[number];
/** What a person writes of an entry. */
export type FaqText = Omit<FaqEntry, "id" | "is_active" | "order" | "created_at" | "updated_at">;
export type Imported = Json<paths["/api/v1/settings/faq/import/"]["post"]["responses"][200]>;
export type Tried = Json<paths["/api/v1/settings/faq/try/"]["post"]["responses"][200]>;

/** Also of what hangs on them: what nobody answered yet. */
export const faqKey = ["faq"] as const;

/** In the order of the business. */
export function useFaq() {
  return useQuery({ queryKey: [...faqKey, "entries"], queryFn: ({ signal }) => unwrap(api.GET("/api/v1/settings/faq/", { signal })) });
}

/** A new answer is given from the start. */
export function useCreateEntry() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: useOnce((text: FaqText, header) => unwrap(api.POST("/api/v1/settings/faq/", { params: { header }, body: { ...text, is_active: true } }))),
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

export function useImportEntries() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: useOnce((file: File, header) => {
      const form = new FormData();
      form.set("file", file);
      return unwrap(api.POST("/api/v1/settings/faq/import/", { params: { header }, body: { file: "" }, bodySerializer: () => form }));
    }),
    onSuccess: refresh,
  });
}

/** Which answer a customer would get now; nothing is kept of it. */
export function useTryQuestion() {
  return useMutation({
    mutationFn: (question: string) => unwrap(api.POST("/api/v1/settings/faq/try/", { body: { question, channel: "whatsapp" } })),
  });
}

export function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: faqKey });
}
