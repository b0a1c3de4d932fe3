import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";

export type Task = Json<paths["/api/v1/tasks/{task_id}/"]["get"]["responses"][200]>;
export type NewTask = NonNullable<paths["/api/v1/tasks/"]["post"]["requestBody"]>["content"]["application/json"];
export type TaskChange = Omit<NewTask, "lead" | "source_kind" | "source_id">;

export const priorities = ["low", "normal", "high", "urgent"] as const satisfies Task["priority"][];
