import { useCan } from "@/lib/auth/auth-context";
import { NewLeadButton } from "./new-lead-button";

/** What can be begun from a view of leads, each for who may. */
export function LeadsActions() {
  return useCan("leads.edit") ? <NewLeadButton /> : null;
}
