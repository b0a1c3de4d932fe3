import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { ApiError } from "@/lib/api/error";
import { ifMatch } from "@/lib/api/if-match";
import { leadKeys } from "./keys";
import type { Lead, LeadChange } from "./types";

/** Somebody wrote into the same field since it was read; `current` is the lead as it is now. */
export class FieldTakenError extends Error {
  constructor(readonly current: Lead) {
    super("field taken");
    this.name = "FieldTakenError";
  }
}

interface Write {
  change: LeadChange;
  /** The lead as its reader saw it when writing began. */
  seen: Lead;
}

/**
 * Shows the change at once; when the server refuses it, the old value returns and the error is given to the caller. What
 * others wrote into other fields meanwhile stays; into the same field, it is FieldTakenError.
 */
export function useUpdateLead(id: number) {
  const queries = useQueryClient();
  const key = leadKeys.detail(id);
  return useMutation({
    scope: { id: `lead-${id}` },
    mutationFn: ({ change, seen }: Write) => writeOver(seen, change, seen),
    onMutate: async ({ change }) => {
      await queries.cancelQueries({ queryKey: key, exact: true });
      const before = queries.getQueryData<Lead>(key);
      queries.setQueryData<Lead>(key, (lead) => lead && changed(lead, change));
      return { before };
    },
    onError: (error, { change }, context) => {
      const before = error instanceof FieldTakenError ? error.current : context?.before;
      queries.setQueryData<Lead>(key, (lead) => lead && before && restored(lead, change, before));
    },
    onSuccess: (lead) => queries.setQueryData(key, lead),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: leadKeys.provenance(id) });
      void queries.invalidateQueries({ queryKey: leadKeys.boards });
      return queries.invalidateQueries({ queryKey: leadKeys.lists });
    },
  });
}

/** Writes on top of `latest`, and again on top of what others made of it while their change was another field's. */
async function writeOver(latest: Lead, change: LeadChange, seen: Lead): Promise<Lead> {
  try {
    return await send(latest, change);
  } catch (error) {
    const current = currentIn(error);
    if (!current) throw error;
    if (!isSame(valueOf(current, change), valueOf(seen, change))) throw new FieldTakenError(current);
    return writeOver(current, change, seen);
  }
}

function send(lead: Lead, change: LeadChange): Promise<Lead> {
  return unwrap(
    api.PATCH("/api/v1/leads/{lead_id}/", { params: { path: { lead_id: lead.id }, header: ifMatch(lead.version) }, body: bodyOf(change) }),
  );
}

function bodyOf(change: LeadChange) {
  if (change.field === "status") return { status: change.value.id };
  if (change.field === "custom") return { custom: { [change.key]: change.value } };
  return { [change.field]: change.value };
}

function currentIn(error: unknown): Lead | null {
  return error instanceof ApiError && error.status === 412 && error.data.current ? (error.data.current as Lead) : null;
}

export function valueOf(lead: Lead, change: LeadChange): unknown {
  if (change.field === "custom") return lead.custom[change.key] ?? null;
  return change.field === "status" ? lead.status.id : lead[change.field];
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function changed(lead: Lead, change: LeadChange): Lead {
  if (change.field === "custom") return { ...lead, custom: { ...lead.custom, [change.key]: change.value } };
  return { ...lead, [change.field]: change.value };
}

/** `lead` with the one field as `before` has it, and its version: what was seen is what was read. */
function restored(lead: Lead, change: LeadChange, before: Lead): Lead {
  const field = change.field === "custom" ? { custom: { ...lead.custom, [change.key]: before.custom[change.key] ?? null } } : { [change.field]: before[change.field] };
  return { ...lead, ...field, version: Math.max(lead.version, before.version) };
}
