import { useId } from "react";
import { inputLook } from "./text-field";

interface DateFieldProps {
  label: string;
  /** "2026-11-24", or empty. */
  value: string;
  min?: string;
  max?: string;
  onChange: (value: string) => void;
}

export function DateField({ label, value, min, max, onChange }: DateFieldProps) {
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-sm text-ink-2">
        {label}
      </label>
      <input
        id={id}
        type="date"
        value={value}
        min={min || undefined}
        max={max || undefined}
        onChange={(event) => onChange(event.target.value)}
        className={inputLook}
      />
    </div>
  );
}
