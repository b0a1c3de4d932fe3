import { X } from "lucide-react";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { DateField } from "@/components/ui/date-field";
import { SearchField } from "@/components/ui/search-field";
import { Select } from "@/components/ui/select";
import type { AuditFilters } from "../api/entries";
import { families } from "../families";
import { noFilters } from "../hooks/use-audit-filters";
import type { Person } from "../people";

interface FilterBarProps {
  filters: AuditFilters;
  people: Person[];
  isFiltered: boolean;
  onFilters: (filters: AuditFilters) => void;
}

export function FilterBar({ filters, people, isFiltered, onFilters }: FilterBarProps) {
  const { t } = useTranslation("audit");
  const set = (change: Partial<AuditFilters>) => onFilters({ ...filters, ...change });
  const isUnlistedPerson = /^\d+$/.test(filters.actor) && !people.some(({ id }) => String(id) === filters.actor);
  return (
    <div className="flex flex-wrap items-end gap-2.5">
      <div className="grow basis-64">
        <SearchField label={t("search")} clear={t("clearSearch")} search={filters.search} onSearch={(search) => set({ search })} />
      </div>
      <Choice label={t("filter.actor")} value={filters.actor} onChange={(actor) => set({ actor })}>
        <option value="">{t("filter.everybody")}</option>
        {people.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        {isUnlistedPerson && <option value={filters.actor}>{t("person", { id: filters.actor })}</option>}
        {(["user", "ai", "system", "customer"] as const).map((kind) => (
          <option key={kind} value={kind}>
            {t(`actor.${kind}`)}
          </option>
        ))}
      </Choice>
      <Choice label={t("filter.action")} value={filters.action} onChange={(action) => set({ action })}>
        <option value="">{t("filter.everything")}</option>
        {families.map((family) => (
          <option key={family} value={family}>
            {t(`family.${family}`)}
          </option>
        ))}
      </Choice>
      <div className="grid grid-cols-2 gap-2.5 max-sm:w-full">
        <DateField label={t("filter.from")} value={filters.from} max={filters.to} onChange={(from) => set({ from })} />
        <DateField label={t("filter.to")} value={filters.to} min={filters.from} onChange={(to) => set({ to })} />
      </div>
      {isFiltered && (
        <Button tone="quiet" onClick={() => onFilters(noFilters)}>
          <X aria-hidden strokeWidth={1.7} />
          {t("filter.clear")}
        </Button>
      )}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}

function Choice({ label, value, onChange, children }: ChoiceProps) {
  const id = useId();
  return (
    <div className="max-sm:grow max-sm:basis-32">
      <label htmlFor={id} className="mb-1 block text-sm text-ink-2">
        {label}
      </label>
      <Select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {children}
      </Select>
    </div>
  );
}
