import { useTranslation } from "react-i18next";
import { Checkbox } from "@/components/ui/checkbox";
import { DateField } from "@/components/ui/date-field";
import { PersonSelect } from "@/components/ui/person-select";
import { SelectField } from "@/components/ui/select-field";
import { longest, longestCustomText, longestTag } from "@/lib/api/longest";
import { useActiveFields } from "../../api/list-fields";
import { sources } from "../../api/types";
import type { LeadFilters } from "../../filters";
import { PausedField } from "./paused-field";

interface MoreFiltersProps {
  filters: LeadFilters;
  onSet: (change: Partial<LeadFilters>) => void;
}

/** Everything a view can be narrowed by, the business's own fields too. */
export function MoreFilters({ filters, onSet }: MoreFiltersProps) {
  const { t } = useTranslation("leads");
  const fields = useActiveFields();
  const setOwn = (key: string, value: string) => onSet({ custom: { ...filters.custom, [key]: value } });
  return (
    <div className="grid grid-cols-2 gap-x-3 gap-y-3.5 rounded-large border border-line bg-surface p-(--card) sm:grid-cols-3 lg:grid-cols-4">
      <PersonSelect label={t("field.owner_id")} nobody={t("filter.everybody")} value={filters.owner} onPerson={(owner) => onSet({ owner })} />
      <SelectField label={t("field.source")} value={filters.source} onChange={(event) => onSet({ source: sources.find((source) => source === event.target.value) ?? "" })}>
        <option value="">{t("filter.everySource")}</option>
        {sources.map((source) => (
          <option key={source} value={source}>
            {t(`source.${source}`)}
          </option>
        ))}
      </SelectField>
      <PausedField label={t("filter.tag")} value={filters.tag} maxLength={longestTag} onValue={(tag) => onSet({ tag })} />
      <PausedField label={t("field.city")} value={filters.city} maxLength={longest.lead.city} onValue={(city) => onSet({ city })} />
      <DateField label={t("filter.from")} value={filters.from} max={filters.to} onChange={(from) => onSet({ from })} />
      <DateField label={t("filter.to")} value={filters.to} min={filters.from} onChange={(to) => onSet({ to })} />
      {fields.map(({ key, label, kind, choices }) =>
        kind === "choice" ? (
          <SelectField key={key} label={label} value={filters.custom[key] ?? ""} onChange={(event) => setOwn(key, event.target.value)}>
            <option value="">{t("filter.any")}</option>
            {choices.map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
          </SelectField>
        ) : (
          <PausedField
            key={key}
            label={label}
            type={kind}
            maxLength={longestCustomText}
            value={filters.custom[key] ?? ""}
            onValue={(value) => setOwn(key, value)}
          />
        ),
      )}
      <div className="col-span-full sm:col-span-1 sm:self-end">
        <Checkbox label={t("filter.stale")} checked={filters.stale} onChange={(event) => onSet({ stale: event.target.checked })} />
      </div>
    </div>
  );
}
