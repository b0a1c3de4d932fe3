import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { useOnce } from "@/lib/use-once";
import type { Replacements } from "../choices-in-use";
import { leadKeys } from "./keys";
import type { CustomField } from "./types";

export type NewField = Pick<CustomField, "key" | "label" | "kind" | "choices">;

export function useCreateField() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: useOnce((body: NewField, header) => unwrap(api.POST("/api/v1/leads/fields/", { params: { header }, body }))),
    onSuccess: refresh,
  });
}

/** Refused with `custom_choices_in_use` until it is said what the leads get whose option goes. */
export function useChangeField() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, ...body }: { id: number; replacements?: Replacements } & Partial<Pick<CustomField, "label" | "choices" | "order" | "is_archived">>) =>
      unwrap(api.PATCH("/api/v1/leads/fields/{custom_field_id}/", { params: { path: { custom_field_id: id } }, body })),
    onSuccess: refresh,
  });
}

/** Refused with `custom_field_has_values` until it is said that the values may go too. */
export function useDeleteField(id: number) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (withValues: boolean) =>
      unwrap(
        api.DELETE("/api/v1/leads/fields/{custom_field_id}/", {
          params: { path: { custom_field_id: id }, query: { with_values: withValues || undefined } },
        }),
      ),
    onSuccess: refresh,
  });
}

function useRefresh() {
  const queries = useQueryClient();
  return async () => {
    void queries.invalidateQueries({ queryKey: leadKeys.details });
    await queries.invalidateQueries({ queryKey: leadKeys.fields });
  };
}
