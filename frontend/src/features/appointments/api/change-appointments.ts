import { api, unwrap } from "@/lib/api/client";
import { ApiError } from "@/lib/api/error";
import { ifMatch } from "@/lib/api/if-match";
import type { paths } from "@/lib/api/schema";
import { useOnce } from "@/lib/use-once";
import type { Appointment, Standing } from "./types";
import { useChange } from "./use-change";

export type NewAppointment = NonNullable<paths["/api/v1/appointments/"]["post"]["requestBody"]>["content"]["application/json"];
export type Deed = "confirm" | "no-show" | "done";

interface Move {
  starts_at: string;
  resource_id?: number;
  overlapping?: boolean;
}

export function useBookAppointment() {
  return useChange(useOnce((body: NewAppointment, header) => unwrap(api.POST("/api/v1/appointments/", { params: { header }, body }))));
}

/** What became of it: approved, missed, or it took place. */
export function useMarkAppointment({ id, version }: Appointment) {
  const params = { path: { appointment_id: id }, header: ifMatch(version) };
  return useChange((deed: Deed) => {
    if (deed === "confirm") return unwrap(api.POST("/api/v1/appointments/{appointment_id}/confirm/", { params }));
    if (deed === "done") return unwrap(api.POST("/api/v1/appointments/{appointment_id}/done/", { params }));
    return unwrap(api.POST("/api/v1/appointments/{appointment_id}/no-show/", { params }));
  });
}

export function useMoveAppointment({ id, version }: Appointment) {
  const params = { path: { appointment_id: id }, header: ifMatch(version) };
  return useChange((body: Move) => unwrap(api.POST("/api/v1/appointments/{appointment_id}/reschedule/", { params, body })));
}

/** The nearest free starts that a refusal names, written as the list of free ones writes them. */
export function alternativesOf(error: unknown): string[] {
  const found = error instanceof ApiError ? error.data.alternatives : undefined;
  return Array.isArray(found) ? found.map((start) => new Date(String(start)).toISOString().replace(".000Z", "Z")) : [];
}

/** The meeting that a refusal names because the lead has it at that time already. */
export function standingOf(error: unknown): Standing | undefined {
  return error instanceof ApiError && error.code === "already_booked" ? (error.data.appointment as Standing) : undefined;
}
