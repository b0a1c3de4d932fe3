import { type InputHTMLAttributes, useId } from "react";
import { cn } from "@/lib/cn";

/** 16 px on phones: Safari zooms into anything smaller. */
export const inputLook =
  "min-h-11 w-full rounded-small border border-line-strong bg-surface px-3 text-[1rem] text-ink placeholder:text-ink-3 md:min-h-9 md:text-base";

interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  error?: string;
}

export function TextField({ label, error, className, ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={Boolean(error)}
        aria-describedby={error ? `${id}-error` : undefined}
        className={cn(inputLook, error && "border-bad", className)}
        {...rest}
      />
      {error && (
        <p id={`${id}-error`} className="mt-1 text-sm text-bad">
          {error}
        </p>
      )}
    </div>
  );
}
