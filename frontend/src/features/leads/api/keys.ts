export interface LeadFilters {
  search: string;
  status: number | null;
}

export const leadKeys = {
  all: ["leads"] as const,
  lists: ["leads", "list"] as const,
  list: (filters: LeadFilters) => ["leads", "list", filters] as const,
  detail: (id: number) => ["leads", "detail", id] as const,
  statuses: ["leads", "statuses"] as const,
};
