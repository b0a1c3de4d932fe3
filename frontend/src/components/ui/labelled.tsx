import { type ReactNode, useId } from "react";

interface LabelledProps {
  label: string;
  error?: string;
  hint?: ReactNode;
  className?: string;
  /** The control, told its id and what describes it. */
  children: (control: { id: string; "aria-invalid"?: true; "aria-describedby"?: string }) => ReactNode;
}

/** A control with its name above it, and what is wrong with it or worth knowing below. */
export function Labelled({ label, error, hint, className, children }: LabelledProps) {
  const id = useId();
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <div className={className ?? "min-w-0"}>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      {children({ id, "aria-invalid": error ? true : undefined, "aria-describedby": described || undefined })}
      {error && (
        <p id={`${id}-error`} className="mt-1 text-sm text-bad">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-sm text-pretty text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}
