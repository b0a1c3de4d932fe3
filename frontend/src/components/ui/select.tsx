import { ChevronDown } from "lucide-react";
import type { SelectHTMLAttributes } from "react";
import { cn } from "@/lib/cn";
import { inputLook } from "./text-field";

/** The platform's own list: the best one on a phone. */
export function Select({ className, children, ...rest }: SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <span className="relative inline-block max-sm:w-full">
      <select className={cn(inputLook, "cursor-pointer appearance-none pe-9", className)} {...rest}>
        {children}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute inset-y-0 end-3 my-auto size-4 text-ink-3" strokeWidth={1.7} />
    </span>
  );
}
