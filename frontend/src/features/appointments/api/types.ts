import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";

type AppointmentPage = Json<paths["/api/v1/appointments/"]["get"]["responses"][200]>;
export type Appointment = AppointmentPage["results"][number];

/** What a lead has at the time that was asked for. */
export type Standing = Pick<Appointment, "id" | "starts_at" | "service"> & { resource_id: number };

/** Which free hours are looked for, on the local dates from..to. */
export interface WantedSlots {
  from: string;
  to: string;
  service?: number;
  resource?: number;
  moving?: number;
}

export function isCancellable({ status }: Pick<Appointment, "status">): boolean {
  return status === "held" || status === "pending" || status === "confirmed";
}
