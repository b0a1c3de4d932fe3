import { skipToken, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { useFallbackInterval } from "@/lib/live/live-context";
import { callKeys } from "./keys";

/** Asks nothing while there is no id. */
export function useCall(id: number | null) {
  return useQuery({
    queryKey: callKeys.detail(id ?? 0),
    queryFn:
      id === null
        ? skipToken
        : ({ signal }) => unwrap(api.GET("/api/v1/calls/{call_id}/", { params: { path: { call_id: id } }, signal })),
    refetchInterval: useFallbackInterval(),
  });
}
