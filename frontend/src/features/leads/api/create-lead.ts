import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { paths } from "@/lib/api/schema";
import { useOnce } from "@/lib/use-once";
import { leadKeys } from "./keys";

export type NewLead = NonNullable<paths["/api/v1/leads/"]["post"]["requestBody"]>["content"]["application/json"];

/** Gives the new lead, or with `matched` the one that this person already was. */
export function useCreateLead() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: useOnce((body: NewLead, header) => unwrap(api.POST("/api/v1/leads/", { params: { header }, body }))),
    onSuccess: async () => {
      void queries.invalidateQueries({ queryKey: leadKeys.boards });
      await queries.invalidateQueries({ queryKey: leadKeys.lists });
    },
  });
}
