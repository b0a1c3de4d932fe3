import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { ifMatch } from "@/lib/api/if-match";
import { leadKeys } from "./keys";
import type { Lead } from "./types";

/** Refused with 412 when the lead is not any more as it was seen; it is then asked for again. */
export function useDeleteLead({ id, version }: Pick<Lead, "id" | "version">) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE("/api/v1/leads/{lead_id}/", { params: { path: { lead_id: id }, header: ifMatch(version) } })),
    onError: () => queries.invalidateQueries({ queryKey: leadKeys.detail(id) }),
    onSuccess: () => {
      queries.removeQueries({ queryKey: leadKeys.detail(id) });
      void queries.invalidateQueries({ queryKey: leadKeys.boards });
      void queries.invalidateQueries({ queryKey: leadKeys.lists });
    },
  });
}
