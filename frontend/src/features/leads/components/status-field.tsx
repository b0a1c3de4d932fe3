import { ChevronDown } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useLeadStatuses } from "../api/list-statuses";
import type { Lead, LeadStatus } from "../api/types";
import { FieldShell, flatInput } from "./field-shell";

interface StatusFieldProps {
  lead: Lead;
  disabled: boolean;
  saving: boolean;
  error?: string;
  onSave: (status: LeadStatus) => void;
}

export function StatusField({ lead, disabled, saving, error, onSave }: StatusFieldProps) {
  const { t } = useTranslation("leads");
  const id = useId();
  const { data: statuses = [lead.status] } = useLeadStatuses();
  return (
    <FieldShell id={id} label={t("field.status")} saving={saving} saved={false} error={error}>
      <span className="relative block">
        <span
          aria-hidden
          className="absolute inset-y-0 start-2.5 my-auto size-2.5 rounded-full"
          style={{ backgroundColor: lead.status.colour }}
        />
        <select
          id={id}
          disabled={disabled}
          value={lead.status.id}
          onChange={(event) => {
            const chosen = statuses.find((status) => status.id === Number(event.target.value));
            if (chosen) onSave(chosen);
          }}
          className={`${flatInput} cursor-pointer appearance-none ps-7 pe-9`}
        >
          {statuses.map((status) => (
            <option key={status.id} value={status.id}>
              {status.label}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden className="pointer-events-none absolute inset-y-0 end-3 my-auto size-4 text-ink-3" strokeWidth={1.7} />
      </span>
    </FieldShell>
  );
}
