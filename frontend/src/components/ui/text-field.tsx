import { type InputHTMLAttributes, type ReactNode, useId } from "react";
import { cn } from "@/lib/cn";

/** 16 px on phones: Safari zooms into anything smaller. */
export const inputLook =
  "min-h-11 w-full rounded-small border border-line-strong bg-surface px-3 text-[1rem] text-ink placeholder:text-ink-3 aria-invalid:border-bad md:min-h-9 md:text-base";

export interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  /** What to write here, below the field. */
  hint?: ReactNode;
  error?: string;
  /** Stands over the end of the field. */
  children?: ReactNode;
}

export function TextField({ label, hint, error, className, children, ...rest }: TextFieldProps) {
  const id = useId();
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      <div className="relative">
        <input
          id={id}
          aria-invalid={Boolean(error)}
          aria-describedby={described || undefined}
          className={cn(inputLook, className)}
          {...rest}
        />
        {children}
      </div>
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
