import type { LeadFilters, Ordering } from "../filters";

/** All that is known of one lead lies under `detail`, so that one hint makes all of it stale. */
export const leadKeys = {
  all: ["leads"] as const,
  lists: ["leads", "list"] as const,
  list: (filters: LeadFilters, ordering: Ordering) => ["leads", "list", filters, ordering] as const,
  boards: ["leads", "board"] as const,
  board: (filters: LeadFilters) => ["leads", "board", filters] as const,
  details: ["leads", "detail"] as const,
  detail: (id: number) => ["leads", "detail", id] as const,
  notes: (id: number) => ["leads", "detail", id, "notes"] as const,
  provenance: (id: number) => ["leads", "detail", id, "provenance"] as const,
  memory: (id: number) => ["leads", "detail", id, "memory"] as const,
  meetingProposals: (id: number) => ["leads", "detail", id, "proposals"] as const,
  identities: (id: number) => ["leads", "detail", id, "identities"] as const,
  consents: (id: number) => ["leads", "detail", id, "consents"] as const,
  duplicatesOf: (id: number) => ["leads", "detail", id, "duplicates"] as const,
  merges: (id: number) => ["leads", "detail", id, "merges"] as const,
  timeline: (id: number) => ["leads", "detail", id, "timeline"] as const,
  duplicates: ["leads", "duplicates"] as const,
  statuses: ["leads", "statuses"] as const,
  fields: ["leads", "fields"] as const,
};
