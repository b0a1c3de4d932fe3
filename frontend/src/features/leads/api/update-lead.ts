import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { leadKeys } from "./keys";
import type { Lead, LeadChange } from "./types";

/** Shows the change at once; when the server refuses it, the old value returns and the error is given to the caller. */
export function useUpdateLead(id: number) {
  const queries = useQueryClient();
  const key = leadKeys.detail(id);
  return useMutation({
    scope: { id: `lead-${id}` },
    mutationFn: ({ field, value }: LeadChange) =>
      unwrap(
        api.PATCH("/api/v1/leads/{lead_id}/", {
          params: { path: { lead_id: id } },
          body: { [field]: typeof value === "string" ? value : value.id },
        }),
      ),
    onMutate: async ({ field, value }) => {
      await queries.cancelQueries({ queryKey: key });
      const before = queries.getQueryData<Lead>(key);
      queries.setQueryData<Lead>(key, (lead) => lead && { ...lead, [field]: value });
      return { before };
    },
    onError: (_error, { field }, context) => {
      const before = context?.before;
      queries.setQueryData<Lead>(key, (lead) => lead && before && { ...lead, [field]: before[field] });
    },
    onSuccess: (lead) => queries.setQueryData(key, lead),
    onSettled: () => queries.invalidateQueries({ queryKey: leadKeys.lists }),
  });
}
