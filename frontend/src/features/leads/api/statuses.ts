import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { useOnce } from "@/lib/use-once";
import { leadKeys } from "./keys";
import type { Status } from "./types";

export type StatusDetails = Pick<Status, "label" | "colour" | "kind" | "stale_after_days">;

export function useCreateStatus() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: useOnce((body: StatusDetails, header) => unwrap(api.POST("/api/v1/leads/statuses/", { params: { header }, body }))),
    onSuccess: refresh,
  });
}

export function useChangeStatus(id: number) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: Partial<StatusDetails> & { is_default?: true }) =>
      unwrap(api.PATCH("/api/v1/leads/statuses/{lead_status_id}/", { params: { path: { lead_status_id: id } }, body })),
    onSuccess: refresh,
  });
}

/** Refused with `status_has_leads` until it is told where they go. */
export function useDeleteStatus(id: number) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (moveTo: number | null) =>
      unwrap(
        api.DELETE("/api/v1/leads/statuses/{lead_status_id}/", {
          params: { path: { lead_status_id: id }, query: { move_to: moveTo ?? undefined } },
        }),
      ),
    onSuccess: refresh,
  });
}

/** Shows the new order at once. */
export function useOrderStatuses() {
  const queries = useQueryClient();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (statuses: Status[]) =>
      unwrap(api.POST("/api/v1/leads/statuses/reorder/", { body: { status_ids: statuses.map(({ id }) => id) } })),
    onMutate: (statuses) => queries.setQueryData(leadKeys.statuses, statuses),
    onSettled: refresh,
  });
}

/** Every lead carries its status. */
function useRefresh() {
  const queries = useQueryClient();
  return async () => {
    for (const queryKey of [leadKeys.lists, leadKeys.boards, leadKeys.details]) void queries.invalidateQueries({ queryKey });
    await queries.invalidateQueries({ queryKey: leadKeys.statuses });
  };
}
