import type { ReactNode, SelectHTMLAttributes } from "react";
import { Labelled } from "./labelled";
import { Select } from "./select";

interface SelectFieldProps extends SelectHTMLAttributes<HTMLSelectElement> {
  label: string;
  hint?: ReactNode;
  error?: string;
}

export function SelectField({ label, hint, error, ...rest }: SelectFieldProps) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(control) => <Select {...control} {...rest} wide />}
    </Labelled>
  );
}
