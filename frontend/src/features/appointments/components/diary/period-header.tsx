import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";

interface PeriodHeaderProps {
  title: string;
  subtitle: string;
  texts: { before: string; after: string; today: string };
  /** Today is in sight. */
  isNow: boolean;
  onBefore: () => void;
  onAfter: () => void;
  onToday: () => void;
  children?: ReactNode;
}

/** Which days are shown, and the way to others. */
export function PeriodHeader({ title, subtitle, texts, isNow, onBefore, onAfter, onToday, children }: PeriodHeaderProps) {
  return (
    <header className="mb-3 flex flex-wrap items-center gap-2">
      <IconButton icon={ChevronRight} label={texts.before} className="-ms-2 ltr:-scale-x-100" onClick={onBefore} />
      <IconButton icon={ChevronLeft} label={texts.after} className="ltr:-scale-x-100" onClick={onAfter} />
      <h2 aria-live="polite" className="min-w-0 grow basis-0">
        {title} <span className="inline-block text-sm font-normal text-ink-3">{subtitle}</span>
      </h2>
      <Button onClick={onToday} disabled={isNow} className="md:order-last">
        {texts.today}
      </Button>
      {children}
    </header>
  );
}
