export const callKeys = {
  all: ["calls"] as const,
  lists: ["calls", "list"] as const,
  list: ["calls", "list", "all"] as const,
  detail: (id: number) => ["calls", "detail", id] as const,
};
