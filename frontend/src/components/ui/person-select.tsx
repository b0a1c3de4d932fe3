import type { SelectHTMLAttributes } from "react";
import { useTranslation } from "react-i18next";
import { useColleagues } from "@/lib/people/members";
import { SelectField } from "./select-field";

interface PersonSelectProps extends Omit<SelectHTMLAttributes<HTMLSelectElement>, "onChange" | "value"> {
  label: string;
  value: number | null;
  /** What choosing nobody is called. */
  nobody: string;
  error?: string;
  onPerson: (id: number | null) => void;
}

/** One of the business's people, or nobody. Somebody who has left stays named until another is chosen. */
export function PersonSelect({ value, nobody, onPerson, ...rest }: PersonSelectProps) {
  const { t } = useTranslation();
  const colleagues = useColleagues();
  const hasLeft = value !== null && !colleagues.some(({ id }) => id === value);
  return (
    <SelectField value={value ?? ""} onChange={(event) => onPerson(event.target.value ? Number(event.target.value) : null)} {...rest}>
      <option value="">{nobody}</option>
      {hasLeft && <option value={value}>{t("formerMember")}</option>}
      {colleagues.map(({ id, name }) => (
        <option key={id} value={id}>
          {name || t("unnamed")}
        </option>
      ))}
    </SelectField>
  );
}
