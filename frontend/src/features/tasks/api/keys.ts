export const taskKeys = {
  all: ["tasks"] as const,
  list: (filter: TaskFilter) => ["tasks", "list", filter] as const,
  notices: ["tasks", "notices"] as const,
  counts: (assignee: number | null) => ["tasks", "counts", assignee] as const,
};

export const buckets = ["today", "overdue", "waiting", "done"] as const;
export type Bucket = (typeof buckets)[number];

export interface TaskFilter {
  bucket: Bucket | null;
  assignee: number | null;
  lead: number | null;
}
