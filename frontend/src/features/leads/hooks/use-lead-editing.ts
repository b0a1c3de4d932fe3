import { useTranslation } from "react-i18next";
import { ApiError, errorText } from "@/lib/api/error";
import { useCan } from "@/lib/auth/auth-context";
import type { Lead, LeadChange } from "../api/types";
import { FieldTakenError, useUpdateLead } from "../api/update-lead";

/** Saving fields of one lead, and saying what came of it. */
export function useLeadEditing(lead: Lead) {
  const { t } = useTranslation("leads");
  const mayEdit = useCan("leads.edit");
  const { mutateAsync, mutate, isPending, error, variables } = useUpdateLead(lead.id);

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
    choose: (change: LeadChange) => mutate({ change, seen: lead }),
    progressOf(name: string) {
      if (!variables || nameOf(variables.change) !== name) return { saving: false };
      const { change } = variables;
      const taken = error instanceof FieldTakenError && error;
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
