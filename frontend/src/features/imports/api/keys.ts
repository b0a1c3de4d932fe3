export const importKeys = {
  all: ["imports"] as const,
  lists: ["imports", "list"] as const,
  detail: (id: number) => ["imports", "detail", id] as const,
  faults: (id: number) => ["imports", "detail", id, "faults"] as const,
};
