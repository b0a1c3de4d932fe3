import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";

/** Everything about the person, everywhere; so everything is asked again. */
export function useEraseLead(id: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (confirm: string) => unwrap(api.POST("/api/v1/leads/{lead_id}/erase/", { params: { path: { lead_id: id } }, body: { confirm } })),
    onSuccess: () => void queries.invalidateQueries({ predicate: ({ queryKey }) => !queryKey.includes(id) }),
  });
}
