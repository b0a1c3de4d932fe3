import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { appointmentKeys } from "./keys";
import type { WantedSlots } from "./types";

/** What is free on the days from..to. While more days are looked up, those that are known stay; they never stay for another service or person. */
export function useSlots(wanted: WantedSlots, enabled: boolean) {
  return useQuery({
    queryKey: appointmentKeys.slots(wanted),
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/appointments/slots/", { params: { query: wanted }, signal })),
    enabled,
    placeholderData: (known, query) => {
      const before = query?.queryKey[2];
      return before?.service === wanted.service && before?.resource === wanted.resource && before?.moving === wanted.moving ? known : undefined;
    },
  });
}
