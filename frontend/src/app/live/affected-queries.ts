import type { QueryKey } from "@tanstack/react-query";
import { appointmentKeys } from "@/features/appointments/api/keys";
import { profileKey } from "@/features/assistant/api/profile";
import { promptKeys } from "@/features/assistant/api/prompts";
import { testKeys } from "@/features/assistant/api/trying";
import { callKeys } from "@/features/calls/api/keys";
import { faqKey } from "@/features/faq/api/entries";
import { importKeys } from "@/features/imports/api/keys";
import { leadKeys } from "@/features/leads/api/keys";
import { reminderKeys } from "@/features/reminders/api/reminders";
import { taskKeys } from "@/features/tasks/api/keys";
import type { LiveEvent } from "@/lib/live/protocol";
import { leadsFoundKey } from "@/lib/people/find-leads";

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
      return leadQueries(event, own, data);
    case "lead_status":
      return [leadKeys.statuses, leadKeys.lists, leadKeys.boards, leadKeys.details];
    case "lead_duplicate":
      return [leadKeys.duplicates, leadKeys.duplicatesOf(Number(data.first_id)), leadKeys.duplicatesOf(Number(data.second_id))];
    case "lead_import":
      return [importKeys.lists, importKeys.detail(own), leadKeys.lists, leadKeys.boards];
    case "meeting_proposal":
      return data.lead_id ? [leadKeys.detail(Number(data.lead_id))] : [];
    case "custom_field":
      return [leadKeys.fields, leadKeys.details];
    case "task":
      return [taskKeys.all, ...leadStory(data)];
    case "reminder":
      return [reminderKeys.ofLead(Number(data.lead_id))];
    case "reminder_plan":
      return [reminderKeys.plans, reminderKeys.ofLeads];
    case "scheduling":
      return [appointmentKeys.all, reminderKeys.ofLeads];
    case "prompt":
      return [promptKeys.all];
    case "faq":
      return [faqKey];
    case "prompt_test":
      return [testKeys.all];
    case "assistant":
      return [profileKey, promptKeys.all];
    case "appointment":
      return [appointmentKeys.all, ...remindersOf(data), callKeys.lists, ...sourceCall(data), ...leadStory(data)];
    default:
      return [];
  }
}

/** Notes and consents stand on the page of their lead only; other changes show wherever the lead is named. */
function leadQueries(event: string, id: number, { loser_id }: LiveEvent["data"]): QueryKey[] {
  if (["lead.noted", "lead.consented", "lead.remembered"].includes(event)) return [leadKeys.detail(id)];
  const others = loser_id ? [leadKeys.detail(Number(loser_id)), leadKeys.duplicates, taskKeys.all] : [];
  return [leadKeys.lists, leadKeys.boards, leadsFoundKey, leadKeys.detail(id), callKeys.all, appointmentKeys.all, ...others];
}

function remindersOf({ lead_id }: LiveEvent["data"]): QueryKey[] {
  return lead_id ? [reminderKeys.ofLead(Number(lead_id))] : [];
}

function leadStory({ lead_id }: LiveEvent["data"]): QueryKey[] {
  return lead_id ? [leadKeys.timeline(Number(lead_id))] : [];
}

function sourceCall({ source_kind, source_id }: LiveEvent["data"]): QueryKey[] {
  return source_kind === "call" && source_id !== null ? [callKeys.detail(Number(source_id))] : [];
}
