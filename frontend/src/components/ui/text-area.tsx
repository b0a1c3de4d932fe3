import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Labelled } from "./labelled";
import { inputLook } from "./text-field";

interface TextAreaProps extends ComponentProps<"textarea"> {
  label: string;
  error?: string;
  hint?: ReactNode;
  /** For pages of text. */
  tall?: boolean;
}

/** Grows with what is written. */
export function TextArea({ label, error, hint, tall = false, className, ...rest }: TextAreaProps) {
  return (
    <Labelled label={label} error={error} hint={hint}>
      {(control) => (
        <textarea
          {...control}
          dir="auto"
          className={cn(inputLook, "field-sizing-content resize-none py-2 text-page-start", tall ? "max-h-[60vh] min-h-64 leading-relaxed md:min-h-64" : "max-h-60 min-h-20 md:min-h-20", className)}
          {...rest}
        />
      )}
    </Labelled>
  );
}
