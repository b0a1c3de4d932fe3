import type { TextareaHTMLAttributes } from "react";
import { cn } from "@/lib/cn";
import { Labelled } from "./labelled";
import { inputLook } from "./text-field";

interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  label: string;
  error?: string;
}

/** Grows with what is written. */
export function TextArea({ label, error, className, ...rest }: TextAreaProps) {
  return (
    <Labelled label={label} error={error}>
      {(control) => (
        <textarea
          {...control}
          dir="auto"
          className={cn(inputLook, "field-sizing-content max-h-60 min-h-20 resize-none md:min-h-20 py-2 text-page-start", className)}
          {...rest}
        />
      )}
    </Labelled>
  );
}
