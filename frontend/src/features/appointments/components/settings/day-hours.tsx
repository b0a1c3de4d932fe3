import { Copy, Plus } from "lucide-react";
import { type RefObject, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { cn } from "@/lib/cn";
import { nextRange, type Range } from "../../opening-hours";
import { RangeFields } from "./range-fields";

interface DayHoursProps {
  name: string;
  ranges: Range[];
  onChange: (ranges: Range[]) => void;
  onCopy: (from: RefObject<HTMLElement | null>) => void;
}

/** One day of the week: its hours with the breaks between them, or closed. */
export function DayHours({ name, ranges, onChange, onCopy }: DayHoursProps) {
  const { t } = useTranslation("appointments");
  const copy = useRef<HTMLButtonElement>(null);
  return (
    <li aria-label={name} className="flex flex-wrap items-start gap-x-3 gap-y-1 border-t border-line px-(--card) py-(--row)">
      <h3 className="flex min-h-11 w-16 items-center font-semibold md:min-h-9">{name}</h3>
      <div className={cn("min-w-0 grow", ranges.length > 0 && "max-sm:order-last max-sm:w-full")}>
        {ranges.length > 0 ? (
          <RangeFields name={name} ranges={ranges} onChange={onChange} />
        ) : (
          <p className="flex min-h-11 items-center text-ink-3 md:min-h-9">{t("hours.closed")}</p>
        )}
      </div>
      <div className="ms-auto flex">
        <Button tone="quiet" aria-label={t("hours.addTo", { name })} onClick={() => onChange([...ranges, nextRange(ranges)])}>
          <Plus aria-hidden strokeWidth={1.7} />
          {t(ranges.length > 0 ? "hours.more" : "hours.open")}
        </Button>
        <IconButton ref={copy} icon={Copy} label={t("hours.copyDay", { name })} onClick={() => onCopy(copy)} />
      </div>
    </li>
  );
}
