import { useTranslation } from "react-i18next";
import { Select } from "@/components/ui/select";
import { isolated } from "@/lib/format/isolated";
import type { Import } from "../api/types";

interface ColumnRowProps {
  heading: string;
  values: string[];
  field: string | null;
  targets: Import["targets"];
  onField: (field: string | null) => void;
}

/** One column of the file: its heading, its first values, and what it becomes. */
export function ColumnRow({ heading, values, field, targets, onField }: ColumnRowProps) {
  const { t } = useTranslation("imports");
  const name = heading || t("mapping.untitled");
  return (
    <li className="grid grid-cols-1 items-center gap-x-4 gap-y-2 border-t border-line px-(--card) py-(--row) sm:grid-cols-[minmax(0,1fr)_13rem]">
      <div className="min-w-0">
        <bdi dir="auto" className="block truncate text-page-start font-semibold">
          {name}
        </bdi>
        <p className="truncate text-sm text-ink-3">
          {values.length === 0
            ? t("mapping.noValues")
            : values.map((value, index) => (
                <span key={index}>
                  {index > 0 && " · "}
                  <bdi dir="auto">{value}</bdi>
                </span>
              ))}
        </p>
      </div>
      <Select wide aria-label={t("mapping.becomes", { heading: isolated(name) })} value={field ?? ""} onChange={(event) => onField(event.target.value || null)} className={field ? undefined : "text-ink-3"}>
        <option value="">{t("mapping.leaveOut")}</option>
        {targets.map((target) => (
          <option key={target.field} value={target.field}>
            {target.label}
          </option>
        ))}
      </Select>
    </li>
  );
}
