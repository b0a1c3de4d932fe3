import { useTranslation } from "react-i18next";
import { Select } from "@/components/ui/select";
import { useLeadStatuses } from "../api/list-statuses";

interface StatusFilterProps {
  status: number | null;
  onStatus: (status: number | null) => void;
}

export function StatusFilter({ status, onStatus }: StatusFilterProps) {
  const { t } = useTranslation("leads");
  const { data: statuses = [] } = useLeadStatuses();
  return (
    <Select
      aria-label={t("status")}
      value={status ?? ""}
      onChange={(event) => onStatus(event.target.value ? Number(event.target.value) : null)}
    >
      <option value="">{t("allStatuses")}</option>
      {statuses.map((choice) => (
        <option key={choice.id} value={choice.id}>
          {choice.label}
        </option>
      ))}
    </Select>
  );
}
