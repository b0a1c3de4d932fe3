import { BellRing, CalendarCog, CalendarDays, CircleQuestionMark, KeyRound, ListChecks, type LucideIcon, Phone, ScrollText, SlidersHorizontal, Sparkles, UserCog, Users } from "lucide-react";
import { useMe } from "@/lib/auth/auth-context";

export interface Place {
  name: "calls" | "leads" | "tasks" | "appointments" | "leadSettings" | "diarySettings" | "reminders" | "assistant" | "faq" | "users" | "audit" | "credentials";
  path: string;
  icon: LucideIcon;
  verb: string;
}

const work: Place[] = [
  { name: "calls", path: "/calls", icon: Phone, verb: "calls.view" },
  { name: "leads", path: "/leads", icon: Users, verb: "leads.view" },
  { name: "tasks", path: "/tasks", icon: ListChecks, verb: "tasks.view" },
  { name: "appointments", path: "/appointments", icon: CalendarDays, verb: "appointments.view" },
];

const management: Place[] = [
  { name: "leadSettings", path: "/settings/leads", icon: SlidersHorizontal, verb: "settings.edit" },
  { name: "diarySettings", path: "/settings/diary", icon: CalendarCog, verb: "settings.edit" },
  { name: "reminders", path: "/settings/reminders", icon: BellRing, verb: "settings.edit" },
  { name: "assistant", path: "/settings/assistant", icon: Sparkles, verb: "prompts.view" },
  { name: "faq", path: "/settings/faq", icon: CircleQuestionMark, verb: "settings.view" },
  { name: "users", path: "/users", icon: UserCog, verb: "users.view" },
  { name: "audit", path: "/audit", icon: ScrollText, verb: "audit.view" },
  { name: "credentials", path: "/settings/credentials", icon: KeyRound, verb: "secrets.manage" },
];

/** The places this member may go to: the daily work, and the running of the business. */
export function usePlaces(): { work: Place[]; management: Place[] } {
  const { verbs } = useMe();
  const open = (place: Place) => verbs.includes(place.verb);
  return { work: work.filter(open), management: management.filter(open) };
}

/** Where a member begins; their own account when nothing else is open to them. */
export function useHome(): string {
  const { work, management } = usePlaces();
  return [...work, ...management][0]?.path ?? "/account";
}
