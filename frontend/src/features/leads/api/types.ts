import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";

export type LeadPage = Json<paths["/api/v1/leads/"]["get"]["responses"][200]>;
export type Lead = Json<paths["/api/v1/leads/{lead_id}/"]["get"]["responses"][200]>;
/** As a lead carries it. */
export type LeadStatus = Lead["status"];
/** As the business sets it up. */
export type Status = Json<paths["/api/v1/leads/statuses/"]["get"]["responses"][200]>[number];
export type CustomField = Json<paths["/api/v1/leads/fields/"]["get"]["responses"][200]>[number];
export type CustomValue = Lead["custom"][string];
export type Board = Json<paths["/api/v1/leads/board/"]["get"]["responses"][200]>;
export type Column = Board["columns"][number];

export const textFields = ["name", "phone", "email", "city", "service_wanted", "next_step", "notes"] as const;
export type TextField = (typeof textFields)[number];

export const sources = ["phone", "whatsapp", "form", "import", "manual", "api"] as const satisfies Lead["source"][];

/** One field at a time. A field of the business's own goes by its key. */
export type LeadChange =
  | { field: TextField; value: string }
  | { field: "status"; value: LeadStatus }
  | { field: "owner_id"; value: number | null }
  | { field: "tags"; value: string[] }
  | { field: "next_step_at"; value: string | null }
  | { field: "custom"; key: string; value: CustomValue };
