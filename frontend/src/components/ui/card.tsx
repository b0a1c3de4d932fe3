import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

interface CardProps {
  title?: ReactNode;
  aside?: ReactNode;
  className?: string;
  /** Names the region for screen readers when the title is not plain text. */
  label?: string;
  children: ReactNode;
}

/** Clips nothing: a sticky part inside must be able to follow the page. */
export function Card({ title, aside, className, label, children }: CardProps) {
  return (
    <section
      aria-label={label ?? (typeof title === "string" ? title : undefined)}
      className={cn("rounded-large border border-line bg-surface shadow-lift", className)}
    >
      {title && (
        <header className="flex min-h-12 flex-wrap items-center gap-x-2.5 gap-y-1 px-(--card) pt-3 pb-2">
          <h2 className="grow">{title}</h2>
          {aside}
        </header>
      )}
      {children}
    </section>
  );
}
