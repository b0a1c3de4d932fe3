import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Opening } from "../opening-hours";
import { appointmentKeys } from "./keys";
import { useChange } from "./use-change";

export interface Week {
  openings: Opening[];
  /** Of this week and no other. */
  tag: string | null;
}

export function hoursQuery(resource: number | null) {
  return queryOptions({
    queryKey: appointmentKeys.hours(resource),
    queryFn: async ({ signal }): Promise<Week> => {
      const asked = api.GET("/api/v1/scheduling/hours/", { params: { query: { resource: resource ?? undefined } }, signal });
      return { openings: await unwrap(asked), tag: (await asked).response.headers.get("ETag") };
    },
  });
}

/** The business's week, or with a resource that one's own. */
export function useHours(resource: number | null) {
  return useQuery(hoursQuery(resource));
}

/** The whole week at once; a resource has hours of its own from then on. With a tag, only in place of the week it names. */
export function useReplaceHours(resource: number | null) {
  return useChange(({ openings, tag }: Week) =>
    unwrap(
      api.PUT("/api/v1/scheduling/hours/", {
        params: { header: tag === null ? {} : { "If-Match": tag } },
        body: { resource_id: resource, openings },
      }),
    ),
  );
}
