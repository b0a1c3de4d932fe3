import type { WantedSlots } from "./types";

export const appointmentKeys = {
  all: ["appointments"] as const,
  upcoming: ["appointments", "upcoming"] as const,
  between: (from: string, to: string) => ["appointments", "between", from, to] as const,
  settings: ["appointments", "settings"] as const,
  feed: (whose: string) => ["appointments", "feed", whose] as const,
  hours: (resource: number | null) => ["appointments", "hours", resource] as const,
  dates: (from: string, to: string) => ["appointments", "dates", from, to] as const,
  resources: ["appointments", "resources"] as const,
  services: ["appointments", "services"] as const,
  slots: (wanted: WantedSlots) => ["appointments", "slots", wanted] as const,
  past: ["appointments", "past"] as const,
  ofLead: (leadId: number) => ["appointments", "lead", leadId] as const,
};
