import { ChevronDown } from "lucide-react";
import type { SelectHTMLAttributes } from "react";
import { cn } from "@/lib/cn";
import { inputLook } from "./text-field";

interface SelectProps extends SelectHTMLAttributes<HTMLSelectElement> {
  /** As wide as where it stands. */
  wide?: boolean;
}

/** The platform's own list: the best one on a phone. */
export function Select({ className, wide = false, children, ...rest }: SelectProps) {
  return (
    <span className={cn("relative inline-block max-sm:w-full", wide && "w-full")}>
      <select className={cn(inputLook, "cursor-pointer appearance-none pe-9 disabled:cursor-default", className)} {...rest}>
        {children}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute inset-y-0 end-3 my-auto size-4 text-ink-3" strokeWidth={1.7} />
    </span>
  );
}
