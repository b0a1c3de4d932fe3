import { dayAfter, dayStart, isDay } from "@/lib/format/day-start";
import { type Lead, sources } from "./api/types";

export const orderings = ["-created", "created", "-last_activity", "-updated", "name"] as const;
export type Ordering = (typeof orderings)[number];

/** Days are calendar days of the business ("2026-11-24"), both included. What is empty is not asked. */
export interface LeadFilters {
  search: string;
  status: number | null;
  owner: number | null;
  source: Lead["source"] | "";
  tag: string;
  city: string;
  stale: boolean;
  from: string;
  to: string;
  /** Values of the business's own fields, by key. */
  custom: Record<string, string>;
}

export const noFilters: LeadFilters = {
  search: "",
  status: null,
  owner: null,
  source: "",
  tag: "",
  city: "",
  stale: false,
  from: "",
  to: "",
  custom: {},
};

/** How many things are asked besides the words and the status, which are always in sight. */
export function hiddenFilters({ owner, source, tag, city, stale, from, to, custom }: LeadFilters): number {
  return [owner, source, tag, city, stale, from, to, ...Object.values(custom)].filter(Boolean).length;
}

export function isFiltered(filters: LeadFilters): boolean {
  return filters.search !== "" || filters.status !== null || hiddenFilters(filters) > 0;
}

const customPrefix = "custom.";

/** What the address of a view says; what it cannot say is left out. */
export function readFilters(params: URLSearchParams): LeadFilters {
  const text = (name: string, longest: number) => (params.get(name) ?? "").slice(0, longest);
  const day = (name: string) => (isDay(text(name, 10)) ? text(name, 10) : "");
  return {
    search: text("q", 100),
    status: idIn(params.get("status")),
    owner: idIn(params.get("owner")),
    source: sources.find((source) => source === params.get("source")) ?? "",
    tag: text("tag", 40),
    city: text("city", 80),
    stale: params.get("stale") === "true",
    from: day("from"),
    to: day("to"),
    custom: Object.fromEntries(
      [...params].filter(([name, value]) => /^custom\.[a-z][a-z0-9_]*$/.test(name) && value).map(([name, value]) => [name.slice(customPrefix.length), value]),
    ),
  };
}

export function writeFilters(filters: LeadFilters): Record<string, string> {
  const { search, status, owner, source, tag, city, stale, from, to, custom } = filters;
  const own = Object.entries(custom).map(([key, value]) => [customPrefix + key, value]);
  const said = { q: search, status: status ?? "", owner: owner ?? "", source, tag, city, stale: stale || "", from, to };
  return Object.fromEntries([...Object.entries(said).map(([name, value]) => [name, String(value)]), ...own].filter(([, value]) => value));
}

/** The same as the server asks it. */
export function askedBy(filters: LeadFilters, timeZone: string) {
  const { from, to, ...rest } = filters;
  const { q, status, owner, source, tag, city, stale, ...own } = writeFilters({ ...rest, from: "", to: "" });
  return {
    q,
    status: status ? Number(status) : undefined,
    owner: owner ? Number(owner) : undefined,
    source: source as Lead["source"] | undefined,
    tag,
    city,
    stale: stale ? true : undefined,
    created_from: from ? dayStart(from, timeZone).toISOString() : undefined,
    created_to: to ? dayStart(dayAfter(to), timeZone).toISOString() : undefined,
    ...own,
  };
}

function idIn(text: string | null): number | null {
  const id = Number(text);
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}
