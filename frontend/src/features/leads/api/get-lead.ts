import { skipToken, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { leadKeys } from "./keys";

/** Asks nothing while there is no id. */
export function useLead(id: number | null) {
  return useQuery({
    queryKey: leadKeys.detail(id ?? 0),
    queryFn:
      id === null
        ? skipToken
        : ({ signal }) => unwrap(api.GET("/api/v1/leads/{lead_id}/", { params: { path: { lead_id: id } }, signal })),
  });
}
