import { useInfiniteQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Json } from "@/lib/api/json";
import { nextCursor, rowsOf } from "@/lib/api/paging";
import type { paths } from "@/lib/api/schema";
import { leadKeys } from "./keys";

export type TimelineEntry = Json<paths["/api/v1/leads/{lead_id}/timeline/"]["get"]["responses"][200]>["results"][number];

/** Everything that happened with the lead, the newest first. */
export function useTimeline(leadId: number) {
  const query = useInfiniteQuery({
    queryKey: leadKeys.timeline(leadId),
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET("/api/v1/leads/{lead_id}/timeline/", { params: { path: { lead_id: leadId }, query: { cursor: pageParam ?? undefined } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });
  return { ...query, entries: rowsOf(query.data?.pages) };
}
