export const callKeys = {
  all: ["calls"] as const,
  lists: ["calls", "list"] as const,
  list: (leadId: number | null) => ["calls", "list", { leadId }] as const,
  detail: (id: number) => ["calls", "detail", id] as const,
};
