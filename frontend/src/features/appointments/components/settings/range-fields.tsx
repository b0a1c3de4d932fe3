import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/ui/icon-button";
import { inputLook } from "@/components/ui/text-field";
import { cn } from "@/lib/cn";
import { faultOf, type Range } from "../../opening-hours";

interface RangeFieldsProps {
  /** What the hours are of, for screen readers. */
  name: string;
  ranges: Range[];
  onChange: (ranges: Range[]) => void;
}

/** The hours of one day, a line each, and what is wrong with them. */
export function RangeFields({ name, ranges, onChange }: RangeFieldsProps) {
  const { t } = useTranslation("appointments");
  const fault = faultOf(ranges);
  const change = (index: number, range: Partial<Range>) => onChange(ranges.map((each, at) => (at === index ? { ...each, ...range } : each)));
  return (
    <div className="space-y-1.5">
      {ranges.map(({ opens, closes }, index) => {
        const which = { name, number: index + 1 };
        return (
          <div key={index} className="flex items-center gap-1.5">
            <TimeField label={t("hours.opens", which)} value={opens} wrong={Boolean(fault)} onChange={(value) => change(index, { opens: value })} />
            <span aria-hidden className="text-ink-3">
              –
            </span>
            <TimeField label={t("hours.closes", which)} value={closes} wrong={Boolean(fault)} onChange={(value) => change(index, { closes: value })} />
            <IconButton icon={X} label={t("hours.remove", which)} onClick={() => onChange(ranges.toSpliced(index, 1))} />
          </div>
        );
      })}
      {fault && (
        <p role="alert" className="text-sm text-bad">
          {t(`hours.fault.${fault}`)}
        </p>
      )}
    </div>
  );
}

interface TimeFieldProps {
  label: string;
  value: string;
  wrong: boolean;
  onChange: (value: string) => void;
}

function TimeField({ label, value, wrong, onChange }: TimeFieldProps) {
  return (
    <input
      type="time"
      dir="ltr"
      aria-label={label}
      aria-invalid={wrong || undefined}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      // Without its clock a phone's width still shows "09:00 AM" whole.
      className={cn(inputLook, "min-w-0 max-w-34 max-sm:[&::-webkit-calendar-picker-indicator]:hidden")}
    />
  );
}
