import { User } from "lucide-react";
import { cn } from "@/lib/cn";

/** Two initials; a silhouette when there is no name. Decoration: the name is always written beside it. */
export function Avatar({ name, className }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden
      className={cn(
        "grid size-(--avatar) shrink-0 place-items-center rounded-full bg-accent-soft text-sm font-semibold text-accent",
        className,
      )}
    >
      {initials(name) || <User className="size-4" strokeWidth={1.7} />}
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0))
    .join("");
}
