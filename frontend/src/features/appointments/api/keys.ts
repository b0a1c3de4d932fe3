export const appointmentKeys = {
  all: ["appointments"] as const,
  upcoming: ["appointments", "upcoming"] as const,
  past: ["appointments", "past"] as const,
  ofLead: (leadId: number) => ["appointments", "lead", leadId] as const,
};
