import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";
import { taskKeys } from "./keys";

export type TaskNotice = Json<paths["/api/v1/tasks/notices/"]["get"]["responses"][200]>[number];

/** Tasks of one's own that fell due and are not done yet, the latest first. */
export function useTaskNotices() {
  return useQuery({
    queryKey: taskKeys.notices,
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/tasks/notices/", { signal })),
  });
}

/** The one with that id and all before it were seen. */
export function useSeeTaskNotices() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (last_id: number) => unwrap(api.POST("/api/v1/tasks/notices/seen/", { body: { last_id } })),
    onSettled: () => queries.invalidateQueries({ queryKey: taskKeys.notices }),
  });
}
