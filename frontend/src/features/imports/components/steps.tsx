import { Check } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";

const steps = ["file", "mapping", "check", "import"] as const;
export type Step = (typeof steps)[number];

/** Where the reader is on the way of a file into the leads. */
export function Steps({ at, isOver = false }: { at: Step; isOver?: boolean }) {
  const { t } = useTranslation("imports");
  const current = steps.indexOf(at);
  return (
    <ol aria-label={t("step.label")} className="flex items-center gap-1.5">
      {steps.map((step, index) => {
        const isDone = index < current || isOver;
        return (
          <li key={step} aria-current={index === current ? "step" : undefined} className="flex min-w-0 items-center gap-1.5 not-first:grow">
            {index > 0 && <span aria-hidden className={cn("h-px min-w-2 grow", isDone || index === current ? "bg-accent" : "bg-line-strong")} />}
            <span
              aria-hidden
              className={cn(
                "grid size-6 shrink-0 place-items-center rounded-full text-xs font-semibold",
                isDone ? "bg-accent text-accent-ink" : index === current ? "bg-accent-soft text-accent ring-1 ring-accent" : "bg-line text-ink-2",
              )}
            >
              {isDone ? <Check className="size-3.5" strokeWidth={2.5} /> : index + 1}
            </span>
            <span className={cn("truncate text-sm", index === current ? "font-semibold" : "text-ink-2 max-sm:sr-only")}>{t(`step.${step}`)}</span>
          </li>
        );
      })}
    </ol>
  );
}
