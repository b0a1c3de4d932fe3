import { RadioGroup } from "radix-ui";
import { cn } from "@/lib/cn";

interface SegmentedProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
  /** On a phone, as wide as the page. */
  wide?: boolean;
}

export function Segmented<Value extends string>({ label, value, options, onChange, wide = false }: SegmentedProps<Value>) {
  return (
    <RadioGroup.Root
      aria-label={label}
      value={value}
      onValueChange={(next) => onChange(next as Value)}
      orientation="horizontal"
      className={cn("inline-flex rounded-small border border-line bg-sunken p-0.5", wide && "max-sm:flex max-sm:w-full max-sm:*:grow max-sm:*:px-1.5")}
    >
      {options.map((option) => (
        <RadioGroup.Item
          key={option.value}
          value={option.value}
          className="min-h-10 rounded-[6px] px-3.5 text-sm text-ink-2 data-[state=checked]:bg-surface data-[state=checked]:font-semibold data-[state=checked]:text-ink data-[state=checked]:shadow-lift md:min-h-8"
        >
          {option.label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
