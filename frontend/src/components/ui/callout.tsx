import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

const tones = {
  plain: "bg-accent-soft text-ink",
  ok: "bg-ok-soft text-ok",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
};

interface CalloutProps {
  tone: keyof typeof tones;
  role?: "alert" | "status";
  className?: string;
  children: ReactNode;
}

/** A sentence or two beside what it is about. */
export function Callout({ tone, role, className, children }: CalloutProps) {
  return (
    <div role={role} className={cn("rounded-small px-3 py-2", tones[tone], className)}>
      {children}
    </div>
  );
}
