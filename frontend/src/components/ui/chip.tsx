import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export type ChipTone = "plain" | "ok" | "warn" | "bad" | "ai" | "accent";

const tones: Record<ChipTone, string> = {
  plain: "bg-sunken text-ink-2",
  ok: "bg-ok-soft text-ok",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
  ai: "bg-ai-soft text-ai",
  accent: "bg-accent-soft text-accent",
};

interface ChipProps {
  tone?: ChipTone;
  className?: string;
  children: ReactNode;
}

export function Chip({ tone = "plain", className, children }: ChipProps) {
  return (
    <span
      className={cn(
        "inline-flex shrink-0 items-center gap-1.5 rounded-full px-2.5 py-px text-xs font-medium whitespace-nowrap",
        tones[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
