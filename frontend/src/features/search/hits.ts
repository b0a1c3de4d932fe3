import { formatPhone } from "@/lib/format/phone";
import type { Found } from "./api/search";

export const groups = ["leads", "calls", "chats", "meetings"] as const;
export type Group = (typeof groups)[number];

/** One thing that was found, and where it stands. */
export interface Hit {
  key: string;
  group: Group;
  to: string;
  /** A name or a number; empty for somebody nobody knows. */
  title: string;
  detail: string;
  /** When it happened; empty for a lead. */
  at: string;
}

/** In the order of the groups, as the server found them within each. `hidden`: what tells a lead who hides from others. */
export function hitsOf({ leads, calls, chats, meetings }: Found, hidden: (leadId: number) => string): Hit[] {
  return [
    ...leads.map(({ id, name, phone, email, city, status }) =>
      hit("leads", id, `/leads/${id}`, name || formatPhone(phone) || email || hidden(id), [name && (formatPhone(phone) || email), status.label, city]),
    ),
    ...calls.map(({ id, lead, from_number, excerpt, started_at }) =>
      hit("calls", id, `/calls/${id}`, lead?.name || formatPhone(from_number) || (lead ? hidden(lead.id) : ""), [excerpt], started_at),
    ),
    ...chats.map(({ id, lead, excerpt, at }) => hit("chats", id, `/leads/${lead.id}`, lead.name || formatPhone(lead.phone) || hidden(lead.id), [excerpt], at)),
    ...meetings.map(({ id, lead, service, excerpt, starts_at }) =>
      hit("meetings", id, `/leads/${lead.id}`, lead.name || formatPhone(lead.phone) || hidden(lead.id), [service, excerpt !== service && excerpt], starts_at),
    ),
  ];
}

function hit(group: Group, id: number, to: string, title: string, details: (string | false)[], at = ""): Hit {
  return { key: `${group}-${id}`, group, to, title, detail: details.filter(Boolean).join(" · "), at };
}
