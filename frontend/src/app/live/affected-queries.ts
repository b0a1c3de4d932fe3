import type { QueryKey } from "@tanstack/react-query";
import { appointmentKeys } from "@/features/appointments/api/keys";
import { callKeys } from "@/features/calls/api/keys";
import { leadKeys } from "@/features/leads/api/keys";
import type { LiveEvent } from "@/lib/live/protocol";

/** What a hint makes stale. Hints of kinds not known here make nothing stale. */
export function affectedQueries({ event, id, data }: LiveEvent): QueryKey[] {
  const [noun] = event.split(".");
  const own = Number(id);
  switch (noun) {
    case "call":
      return event === "call.turn" ? [callKeys.detail(own)] : [callKeys.lists, callKeys.detail(own)];
    case "message":
      return sourceCall(data);
    case "lead":
      return [leadKeys.lists, leadKeys.detail(own), callKeys.all, appointmentKeys.all];
    case "appointment":
      return [appointmentKeys.all, callKeys.lists, ...sourceCall(data)];
    default:
      return [];
  }
}

function sourceCall({ source_kind, source_id }: LiveEvent["data"]): QueryKey[] {
  return source_kind === "call" && source_id !== null ? [callKeys.detail(Number(source_id))] : [];
}
