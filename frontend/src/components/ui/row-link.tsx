import type { ReactNode } from "react";
import { Link } from "react-router";
import { cn } from "@/lib/cn";

interface RowLinkProps {
  to: string;
  className?: string;
  children: ReactNode;
}

/** One row of a list, wholly clickable. The ends of the list are as round as the inside of the card's border. */
export function RowLink({ to, className, children }: RowLinkProps) {
  return (
    <li className="border-t border-line first:rounded-t-[15px] first:border-t-0 last:rounded-b-[15px]">
      <Link
        to={to}
        className={cn(
          "flex min-h-(--row-min) rounded-[inherit] items-center gap-3 px-(--card) py-(--row) transition-colors duration-100 hover:bg-sunken focus-visible:outline-offset-[-2px]",
          className,
        )}
      >
        {children}
      </Link>
    </li>
  );
}
