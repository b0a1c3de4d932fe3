import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { ApiError } from "@/lib/api/error";
import { ifMatch } from "@/lib/api/if-match";
import { useOnce } from "@/lib/use-once";
import { taskKeys } from "./keys";
import type { NewTask, Task, TaskChange } from "./types";

export function useCreateTask() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: useOnce((body: NewTask, header) => unwrap(api.POST("/api/v1/tasks/", { params: { header }, body }))),
    onSuccess: refresh,
  });
}

/** Refused with 412 when the task is not of that version any more; `currentTask` then finds it in the refusal. */
export function useChangeTask(id: number) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ version, ...body }: TaskChange & { version: number }) =>
      unwrap(api.PATCH("/api/v1/tasks/{task_id}/", { params: { path: { task_id: id }, header: ifMatch(version) }, body })),
    onSuccess: refresh,
  });
}

export function currentTask(error: unknown): Task | null {
  return error instanceof ApiError && error.status === 412 && error.data.current ? (error.data.current as Task) : null;
}

export function useFinishTask() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (id: number) => unwrap(api.POST("/api/v1/tasks/{task_id}/done/", { params: { path: { task_id: id } } })),
    onSettled: refresh,
  });
}

export function useReopenTask() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (id: number) => unwrap(api.POST("/api/v1/tasks/{task_id}/reopen/", { params: { path: { task_id: id } } })),
    onSettled: refresh,
  });
}

/** Out of sight until then; null brings it back. */
export function useSnoozeTask(id: number) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (until: string | null) => unwrap(api.POST("/api/v1/tasks/{task_id}/snooze/", { params: { path: { task_id: id } }, body: { until } })),
    onSettled: refresh,
  });
}

/** Refused with 412 when the task is not any more as it was seen; it is then asked for again. */
export function useDeleteTask({ id, version }: Pick<Task, "id" | "version">) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE("/api/v1/tasks/{task_id}/", { params: { path: { task_id: id }, header: ifMatch(version) } })),
    onSettled: refresh,
  });
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: taskKeys.all });
}
