import { useSearchParams } from "react-router";
import { isDay } from "@/lib/format/day-start";
import type { AuditFilters } from "../api/entries";

const names = ["search", "actor", "action", "from", "to", "target"] as const;

export const noFilters: AuditFilters = { search: "", actor: "", action: "", from: "", to: "", target: "" };

/** What an address may say; anything else in it is as if it were not there. */
const sound: Record<keyof AuditFilters, (text: string) => boolean> = {
  search: (text) => text.length <= 100,
  actor: (text) => /^(user|ai|system|customer|\d{1,15})$/.test(text),
  action: (text) => /^[a-z_.]{1,64}$/.test(text),
  from: isDay,
  to: isDay,
  target: (text) => /^[a-z_]{1,32}\.\d{1,15}$/.test(text),
};

/** The filters live in the address, so that a view can be kept, sent and gone back to. */
export function useAuditFilters() {
  const [params, setParams] = useSearchParams();
  const filters = { ...noFilters };
  for (const name of names) {
    const text = params.get(addressName(name)) ?? "";
    if (sound[name](text)) filters[name] = text;
  }

  function setFilters(next: AuditFilters) {
    const given = names.filter((name) => next[name] !== "");
    setParams(Object.fromEntries(given.map((name) => [addressName(name), next[name]])), { replace: true });
  }

  return { filters, setFilters, isFiltered: names.some((name) => filters[name] !== "") };
}

function addressName(name: keyof AuditFilters): string {
  return name === "search" ? "q" : name;
}
