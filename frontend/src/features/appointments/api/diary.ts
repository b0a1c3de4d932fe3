import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";
import { appointmentKeys } from "./keys";

export type SlotDay = Json<paths["/api/v1/appointments/slots/"]["get"]["responses"][200]>["days"][number];

interface Wanted {
  from: string;
  to: string;
  service?: number;
  resource?: number;
}

/** What is free on the days from..to. */
export function useSlots(wanted: Wanted) {
  return useQuery({
    queryKey: appointmentKeys.slots(wanted),
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/appointments/slots/", { params: { query: wanted }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** The first few leads that a text finds. */
export function useLeadsFound(text: string) {
  return useQuery({
    queryKey: ["search", "leads", text],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/leads/", { params: { query: { search: text, page_size: 6 } }, signal })),
    enabled: text.length >= 2,
    placeholderData: keepPreviousData,
  });
}
