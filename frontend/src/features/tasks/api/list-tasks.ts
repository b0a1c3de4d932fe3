import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { nextCursor, rowsOf } from "@/lib/api/paging";
import { type TaskFilter, taskKeys } from "./keys";

/** Of a bucket as they want attention; all together, the newest first. */
export function useTasks(filter: TaskFilter) {
  const query = useInfiniteQuery({
    queryKey: taskKeys.list(filter),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/api/v1/tasks/", {
          params: {
            query: {
              bucket: filter.bucket ?? undefined,
              assignee: filter.assignee ?? undefined,
              lead: filter.lead ?? undefined,
              cursor: pageParam ?? undefined,
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
    placeholderData: keepPreviousData,
  });
  return { ...query, tasks: rowsOf(query.data?.pages) };
}

/** How many are open; of one person, or of all. */
export function useTaskCounts(assignee: number | null) {
  return useQuery({
    queryKey: taskKeys.counts(assignee),
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/tasks/counts/", { params: { query: { assignee: assignee ?? undefined } }, signal })),
  });
}
