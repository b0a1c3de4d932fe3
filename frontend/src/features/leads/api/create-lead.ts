import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { paths } from "@/lib/api/schema";
import { useIdempotencyKey } from "@/lib/use-idempotency-key";
import { leadKeys } from "./keys";

export type NewLead = NonNullable<paths["/api/v1/leads/"]["post"]["requestBody"]>["content"]["application/json"];

/** Gives the new lead, or with `matched` the one that this person already was. Sent again, it makes nothing twice. */
export function useCreateLead() {
  const queries = useQueryClient();
  const { key, renew } = useIdempotencyKey();
  return useMutation({
    mutationFn: (body: NewLead) => unwrap(api.POST("/api/v1/leads/", { params: { header: { "Idempotency-Key": key() } }, body })),
    onSuccess: async () => {
      renew();
      void queries.invalidateQueries({ queryKey: leadKeys.boards });
      await queries.invalidateQueries({ queryKey: leadKeys.lists });
    },
  });
}
