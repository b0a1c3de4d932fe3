import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { appointmentKeys } from "./keys";

export function useCancelAppointment() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => unwrap(api.POST("/api/v1/appointments/{appointment_id}/cancel/", { params: { path: { appointment_id: id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: appointmentKeys.all }),
  });
}
