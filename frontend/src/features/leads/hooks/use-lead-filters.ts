import { useSearchParams } from "react-router";
import type { LeadFilters } from "../api/keys";

/** The filters live in the address, so that a list can be bookmarked and the back button works. */
export function useLeadFilters() {
  const [params, setParams] = useSearchParams();
  const status = Number(params.get("status"));
  const filters: LeadFilters = { search: params.get("q") ?? "", status: status > 0 ? status : null };

  function setFilters(next: LeadFilters) {
    const nextParams: Record<string, string> = {};
    if (next.search) nextParams.q = next.search;
    if (next.status !== null) nextParams.status = String(next.status);
    setParams(nextParams, { replace: true });
  }

  return { filters, setFilters };
}
