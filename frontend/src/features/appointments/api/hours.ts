import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Opening } from "../opening-hours";
import { appointmentKeys } from "./keys";
import { useChange } from "./use-change";

export function hoursQuery(resource: number | null) {
  return queryOptions({
    queryKey: appointmentKeys.hours(resource),
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/scheduling/hours/", { params: { query: { resource: resource ?? undefined } }, signal })),
  });
}

/** The business's week, or with a resource that one's own. */
export function useHours(resource: number | null) {
  return useQuery(hoursQuery(resource));
}

/** The whole week at once; a resource has hours of its own from then on. */
export function useReplaceHours(resource: number | null) {
  return useChange((openings: Opening[]) => unwrap(api.PUT("/api/v1/scheduling/hours/", { body: { resource_id: resource, openings } })));
}
