import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

interface IconButtonProps extends ComponentProps<"button"> {
  icon: LucideIcon;
  label: string;
}

export function IconButton({ icon: Icon, label, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={cn(
        "grid size-11 shrink-0 place-items-center rounded-small text-ink-2 transition-colors duration-100 hover:bg-sunken hover:text-ink md:size-9",
        className,
      )}
      {...rest}
    >
      <Icon aria-hidden className="size-4.5" strokeWidth={1.7} />
    </button>
  );
}
