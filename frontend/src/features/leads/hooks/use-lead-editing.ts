import { useTranslation } from "react-i18next";
import { ApiError, errorText } from "@/lib/api/error";
import { useCan } from "@/lib/auth/auth-context";
import type { Lead, LeadChange } from "../api/types";
import { FieldTakenError, useUpdateLead } from "../api/update-lead";

/** Saving fields of one lead, and saying what came of it. */
export function useLeadEditing(lead: Lead) {
  const { t } = useTranslation("leads");
  const mayEdit = useCan("leads.edit");
  const { mutateAsync, mutate, isPending, error, variables, reset } = useUpdateLead(lead.id);
  const taken = error instanceof FieldTakenError && variables ? { ...variables, current: error.current } : undefined;

  function explain(failure: unknown, name: string): string {
    if (failure instanceof FieldTakenError) return t("conflict.chooseAgain");
    if (failure instanceof ApiError && failure.fields[name]) return failure.fields[name];
    return errorText(failure, { offline: t("error.offline"), failed: t("error.failed") });
  }

  return {
    readOnly: !mayEdit,
    write: (change: LeadChange, seen: Lead) => mutateAsync({ change, seen }),
    explain,
    /** For what is chosen at once: a status, an owner, tags. */
    choose: (change: LeadChange, seen = lead) => mutate({ change, seen }),
    /** What was chosen, on top of what, and the lead as somebody else left it meanwhile. */
    taken,
    /** Leaves the lead as it is now. */
    giveWay: reset,
    progressOf(name: string) {
      if (!variables || nameOf(variables.change) !== name) return { saving: false };
      const { change } = variables;
      return {
        saving: isPending,
        error: error ? explain(error, name) : undefined,
        /** Writes what was chosen over what somebody else chose meanwhile. */
        onMine: taken ? () => mutate({ change, seen: taken.current }) : undefined,
      };
    },
  };
}

/** As the server names it in a refusal. */
export function nameOf(change: LeadChange): string {
  return change.field === "custom" ? `custom.${change.key}` : change.field;
}
