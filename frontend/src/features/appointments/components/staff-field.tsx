import { useTranslation } from "react-i18next";
import { SelectField } from "@/components/ui/select-field";
import { type Service, useResources } from "../api/catalogue";
import { giversOf } from "../givers";

interface StaffFieldProps {
  service?: Service;
  value?: number;
  /** What to call it when nobody is named; left out, somebody always is. */
  anybody?: string;
  onChange: (resource?: number) => void;
}

/** Who takes the meeting, where there is more than one who can. */
export function StaffField({ service, value, anybody, onChange }: StaffFieldProps) {
  const { t } = useTranslation("appointments");
  const { data: resources = [] } = useResources();
  const givers = giversOf(service, resources);
  const offered = resources.filter((each) => each.id === value || (each.is_active && givers.includes(each)));
  if (offered.length < 2) return null;
  return (
    <SelectField label={t("book.staff")} value={value ?? ""} onChange={(event) => onChange(Number(event.target.value) || undefined)}>
      {anybody && <option value="">{anybody}</option>}
      {offered.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
