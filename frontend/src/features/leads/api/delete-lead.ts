import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { leadKeys } from "./keys";

export function useDeleteLead(id: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE("/api/v1/leads/{lead_id}/", { params: { path: { lead_id: id } } })),
    onSuccess: () => {
      queries.removeQueries({ queryKey: leadKeys.detail(id) });
      void queries.invalidateQueries({ queryKey: leadKeys.boards });
      void queries.invalidateQueries({ queryKey: leadKeys.lists });
    },
  });
}
