import { ListFilter, X } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { SearchField } from "@/components/ui/search-field";
import { Select } from "@/components/ui/select";
import { useLeadStatuses } from "../../api/list-statuses";
import { hiddenFilters, isFiltered, type LeadFilters as Filters, noFilters, type Ordering, orderings } from "../../filters";
import { MoreFilters } from "./more-filters";

interface LeadFiltersProps {
  filters: Filters;
  onFilters: (filters: Filters) => void;
  /** Left out where the order is people's own, as on the board. */
  ordering?: Ordering;
  onOrdering?: (ordering: Ordering) => void;
}

export function LeadFilters({ filters, onFilters, ordering, onOrdering }: LeadFiltersProps) {
  const { t } = useTranslation("leads");
  const { data: statuses = [] } = useLeadStatuses();
  const hidden = hiddenFilters(filters);
  const [isOpen, setOpen] = useState(hidden > 0);
  const panel = useId();
  const set = (change: Partial<Filters>) => onFilters({ ...filters, ...change });
  return (
    <div>
      <div className="flex flex-wrap items-center gap-2.5">
        <div className="min-w-0 grow basis-44 md:max-w-96">
          <SearchField label={t("search")} clear={t("clearSearch")} search={filters.search} onSearch={(search) => set({ search })} />
        </div>
        <Button aria-expanded={isOpen} aria-controls={panel} onClick={() => setOpen(!isOpen)}>
          <ListFilter aria-hidden strokeWidth={1.7} />
          {t("filter.more")}
          {hidden > 0 && (
            <span className="rounded-full bg-accent px-1.5 text-xs font-semibold text-accent-ink">
              {hidden}
              <span className="sr-only"> {t("filter.active")}</span>
            </span>
          )}
        </Button>
        {(ordering || filters.status !== null) && (
          <div className="max-sm:grow max-sm:basis-32">
            <Select
              aria-label={t("status")}
              value={filters.status ?? ""}
              onChange={(event) => set({ status: event.target.value ? Number(event.target.value) : null })}
            >
              <option value="">{t("allStatuses")}</option>
              {statuses.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </Select>
          </div>
        )}
        {isFiltered(filters) && (
          <Button tone="quiet" onClick={() => onFilters(noFilters)} className="max-sm:order-last">
            <X aria-hidden strokeWidth={1.7} />
            {t("filter.clear")}
          </Button>
        )}
        {ordering && onOrdering && (
          <div className="max-sm:grow max-sm:basis-32 sm:ms-auto">
            <Select aria-label={t("ordering.label")} value={ordering} onChange={(event) => onOrdering(event.target.value as Ordering)}>
              {orderings.map((value) => (
                <option key={value} value={value}>
                  {t(`ordering.${value}`)}
                </option>
              ))}
            </Select>
          </div>
        )}
      </div>
      <div id={panel} hidden={!isOpen} className="pt-3">
        {isOpen && <MoreFilters filters={filters} onSet={set} />}
      </div>
    </div>
  );
}
