import {
  Building2,
  CalendarDays,
  ChartNoAxesGantt,
  KeyRound,
  ListChecks,
  LockKeyhole,
  LogIn,
  type LucideIcon,
  Mail,
  Phone,
  Sparkles,
  UserCog,
  UserPen,
  Users,
  VenetianMask,
} from "lucide-react";

/** Actions are named "family.deed". These families can be chosen. */
export const families = [
  "session",
  "password",
  "profile",
  "member",
  "invitation",
  "impersonation",
  "secret",
  "prompt",
  "business",
  "lead",
  "appointment",
  "task",
  "call",
] as const;

type Family = (typeof families)[number];

export const familyIcons: Record<Family | "other", LucideIcon> = {
  session: LogIn,
  password: LockKeyhole,
  profile: UserPen,
  member: UserCog,
  invitation: Mail,
  impersonation: VenetianMask,
  secret: KeyRound,
  prompt: Sparkles,
  business: Building2,
  lead: Users,
  appointment: CalendarDays,
  task: ListChecks,
  call: Phone,
  other: ChartNoAxesGantt,
};

export function familyOf(action: string): Family | "other" {
  return families.find((name) => action.startsWith(`${name}.`)) ?? "other";
}
