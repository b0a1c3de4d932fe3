import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";

export type LeadPage = Json<paths["/api/v1/leads/"]["get"]["responses"][200]>;
export type Lead = Json<paths["/api/v1/leads/{lead_id}/"]["get"]["responses"][200]>;
export type LeadStatus = Lead["status"];

export const textFields = ["name", "phone", "email", "city", "service_wanted", "notes"] as const;
export type TextField = (typeof textFields)[number];

/** One field at a time: `status` by its id, the others as text. */
export type LeadChange = { field: TextField; value: string } | { field: "status"; value: LeadStatus };
