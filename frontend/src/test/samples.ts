import type { Appointment } from "@/features/appointments/api/types";
import type { Call, CallDetail, Turn } from "@/features/calls/api/types";
import type { Lead } from "@/features/leads/api/types";
import type { Entry } from "@/features/audit/api/entries";
import type { Invitation } from "@/features/users/api/invitations";
import type { Task } from "@/features/tasks/api/types";
import type { Member } from "@/features/users/api/members";
import type { Me } from "@/lib/auth/me";

export const me: Me = {
  user: { id: 1, email: "owner@demo.test", full_name: "נועה לוי", language: "he" },
  role: "owner",
  verbs: [
    "appointments.edit",
    "appointments.view",
    "audit.view",
    "calendar.address",
    "calendar.address_all",
    "calls.listen",
    "calls.view",
    "leads.delete",
    "leads.edit",
    "leads.export",
    "leads.import",
    "leads.view",
    "profile.edit",
    "prompts.edit",
    "prompts.view",
    "secrets.manage",
    "settings.edit",
    "settings.view",
    "tasks.edit",
    "tasks.view",
    "usage.view",
    "users.manage",
    "users.view",
  ],
  business: {
    name: "סטודיו נועה",
    slug: "demo",
    timezone: "Asia/Jerusalem",
    language: "he",
    phone_numbers: ["+97237630000"],
  },
  impersonation: null,
};

export const impersonatedMe: Me = {
  ...me,
  verbs: me.verbs.filter((verb) => !["calendar.address", "calendar.address_all", "profile.edit", "secrets.manage", "users.manage"].includes(verb)),
  impersonation: { by: "מנהלת המערכת", reason: "בדיקת תקלה", ends_at: "2026-11-22T15:30:00Z" },
};

export const owner: Member = {
  id: 11,
  user: { id: 1, email: "owner@demo.test", full_name: "נועה לוי" },
  role: "owner",
  is_suspended: false,
  is_deactivated: false,
  last_seen_at: "2026-11-22T08:00:00Z",
  created_at: "2026-01-01T08:00:00Z",
};

export const agent: Member = {
  ...owner,
  id: 12,
  user: { id: 2, email: "agent@demo.test", full_name: "מאיה גל" },
  role: "agent",
  last_seen_at: null,
};

export const invitation: Invitation = {
  id: 3,
  email: "new@demo.test",
  role: "admin",
  invited_by: owner.user,
  created_at: "2026-11-20T08:00:00Z",
  expires_at: "2026-11-27T08:00:00Z",
  is_expired: false,
};

export const entry: Entry = {
  id: 904,
  at: "2026-11-22T13:05:09Z",
  actor: { kind: "user", user_id: 1, name: "נועה לוי" },
  impersonator: null,
  action: "member.role_changed",
  action_label: "שונה תפקיד",
  target_kind: "user",
  target_id: 2,
  data: { from: "agent", to: "admin" },
};

export const lead: Lead = {
  id: 7,
  name: "אבי מזרחי",
  phone: "+972521234567",
  email: "",
  status: { id: 1, label: "חדש", colour: "#2563eb", kind: "open", stale_after_days: 2 },
  source: "phone",
  owner_id: null,
  city: "חולון",
  service_wanted: "אימון אישי",
  notes: "",
  tags: [],
  next_step: "",
  next_step_at: null,
  custom: {},
  version: 1,
  last_activity_at: "2026-11-22T08:00:00Z",
  created_at: "2026-11-22T08:00:00Z",
  updated_at: "2026-11-22T08:00:00Z",
};

export const call: Call = {
  id: 31,
  sid: "4f2a",
  direction: "inbound",
  from_number: "+972521234567",
  to_number: "+97237630000",
  status: "completed",
  outcome: "booked",
  started_at: "2026-11-22T08:42:00Z",
  answered_at: "2026-11-22T08:42:01Z",
  ended_at: "2026-11-22T08:45:19Z",
  end_reason: "caller_hung_up",
  duration_ms: 198_000,
  lead: { id: 7, name: "אבי מזרחי", phone: "+972521234567" },
  appointment: null,
  summary: "",
  next_step: "",
  cost_micro_usd: 42_300,
};

export const runningCall: Call = {
  ...call,
  id: 32,
  status: "in_progress",
  outcome: "",
  ended_at: null,
  end_reason: "",
  duration_ms: null,
  cost_micro_usd: 0,
};

export function turn(position: number, author: Turn["author"], text: string, more: Partial<Turn> = {}): Turn {
  return {
    id: position,
    position,
    author,
    text,
    unheard_text: "",
    offset_ms: position * 10_000,
    duration_ms: 5_000,
    ...more,
  };
}

export function callDetail(of: Call, more: Partial<CallDetail> = {}): CallDetail {
  return {
    ...of,
    is_recorded: true,
    turns: [],
    recording: null,
    usage: [],
    latency: { first_audio_ms: null, turn_ms_median: null },
    understanding: null,
  tools: [],
    ...more,
  };
}

export const appointment: Appointment = {
  id: 5,
  lead: { id: 7, name: "אבי מזרחי", phone: "+972521234567" },
  resource: { id: 1, name: "יומן ראשי" },
  service: "אימון אישי",
  service_id: null,
  starts_at: "2026-11-24T14:00:00Z",
  ends_at: "2026-11-24T14:30:00Z",
  hebrew_date: "י״ד בכסלו תשפ״ז",
  buffer_before_minutes: 0,
  buffer_after_minutes: 0,
  status: "confirmed",
  hold_expires_at: null,
  lineage: "4f2a",
  rescheduled_count: 0,
  source: "phone",
  source_kind: "call",
  source_id: 31,
  notes: "",
  version: 1,
  created_at: "2026-11-22T08:44:00Z",
  updated_at: "2026-11-22T08:44:00Z",
};

export const task: Task = {
  id: 12,
  title: "לחזור לאבי עם הצעת מחיר",
  details: "",
  due_at: "2026-11-22T12:00:00Z",
  all_day: false,
  priority: "high",
  assignee_id: null,
  status: "open",
  bucket: "today",
  done_at: null,
  snoozed_until: null,
  recurrence: "",
  lead: { id: 7, name: "אבי מזרחי" },
  source_kind: "",
  source_id: null,
  created_by: { kind: "user", user_id: 1, name: "נועה לוי" },
  version: 1,
  created_at: "2026-11-22T08:00:00Z",
  updated_at: "2026-11-22T08:00:00Z",
};

export function page<Row>(...results: Row[]) {
  return { next: null, previous: null, results };
}
