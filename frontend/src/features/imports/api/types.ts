import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";

export type Import = Json<paths["/api/v1/imports/{import_id}/"]["get"]["responses"][200]>;
export type ImportBrief = Json<paths["/api/v1/imports/"]["get"]["responses"][200]>["results"][number];
export type DuplicatesPolicy = Import["duplicates"];

export const policies = ["skip", "update", "create"] as const satisfies DuplicatesPolicy[];

/** A worker has it in hand. */
export function isWorking({ state }: Pick<Import, "state">): boolean {
  return state === "checking" || state === "running" || state === "rolling_back";
}
