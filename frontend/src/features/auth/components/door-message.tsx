import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface DoorMessageProps {
  icon: LucideIcon;
  title: string;
  hint: string;
  children?: ReactNode;
}

/** What happened at the door, and the one step from here. */
export function DoorMessage({ icon: Icon, title, hint, children }: DoorMessageProps) {
  return (
    <div role="status">
      <span className="mb-4 grid size-11 place-items-center rounded-full bg-accent-soft text-accent">
        <Icon aria-hidden className="size-5" strokeWidth={1.7} />
      </span>
      <h1>{title}</h1>
      <p className="mt-1.5 text-pretty text-ink-2 [overflow-wrap:anywhere]">{hint}</p>
      {children && <div className="mt-6 flex flex-col gap-2 *:w-full">{children}</div>}
    </div>
  );
}
