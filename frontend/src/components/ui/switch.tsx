import { Switch as RadixSwitch } from "radix-ui";

interface SwitchProps {
  label: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}

/** Turns something the assistant does on or off, at once. */
export function Switch({ label, checked, disabled, onChange }: SwitchProps) {
  return (
    <RadixSwitch.Root
      aria-label={label}
      checked={checked}
      disabled={disabled}
      onCheckedChange={onChange}
      className="group grid h-11 w-14 shrink-0 cursor-pointer place-items-center disabled:cursor-default disabled:opacity-60 md:h-9"
    >
      <span className="flex h-6 w-10 items-center rounded-full bg-line-strong p-0.5 transition-colors group-data-[state=checked]:bg-ai">
        <RadixSwitch.Thumb className="size-5 rounded-full bg-surface shadow-lift transition-[margin] data-[state=checked]:ms-4" />
      </span>
    </RadixSwitch.Root>
  );
}
