import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { useFallbackInterval } from "@/lib/live/live-context";
import { callKeys } from "./keys";

function callQuery(id: number) {
  return queryOptions({
    queryKey: callKeys.detail(id),
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/calls/{call_id}/", { params: { path: { call_id: id } }, signal })),
  });
}

export function useCall(id: number) {
  return useQuery({ ...callQuery(id), refetchInterval: useFallbackInterval() });
}
