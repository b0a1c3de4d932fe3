export const appointmentKeys = {
  all: ["appointments"] as const,
  upcoming: ["appointments", "upcoming"] as const,
  week: (from: string) => ["appointments", "week", from] as const,
  settings: ["appointments", "settings"] as const,
  feed: ["appointments", "feed"] as const,
  services: ["appointments", "services"] as const,
  slots: (wanted: object) => ["appointments", "slots", wanted] as const,
  past: ["appointments", "past"] as const,
  ofLead: (leadId: number) => ["appointments", "lead", leadId] as const,
};
