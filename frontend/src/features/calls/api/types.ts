import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";

export type CallPage = Json<paths["/api/v1/calls/"]["get"]["responses"][200]>;
export type Call = CallPage["results"][number];
export type CallDetail = Json<paths["/api/v1/calls/{call_id}/"]["get"]["responses"][200]>;
export type Turn = CallDetail["turns"][number];
export type Recording = NonNullable<CallDetail["recording"]>;
export type ToolUse = CallDetail["tools"][number];
export type Intent = NonNullable<CallDetail["understanding"]>["intents"][number];
export type Usage = NonNullable<CallDetail["usage"]>[number];

export function isRunning({ status }: Pick<Call, "status">): boolean {
  return status === "ringing" || status === "in_progress";
}
