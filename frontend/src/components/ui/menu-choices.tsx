import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";

export const menuItemLook =
  "flex min-h-11 cursor-pointer items-center gap-2 rounded-small px-2.5 outline-none data-highlighted:bg-sunken md:min-h-8.5";

interface MenuChoicesProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

/** One choice of several inside a menu, which stays open so that its effect is seen. */
export function MenuChoices<Value extends string>({ label, value, options, onChange }: MenuChoicesProps<Value>) {
  return (
    <DropdownMenu.RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next) => onChange(next as Value)}
      className="border-t border-line py-1"
    >
      <DropdownMenu.Label className="px-2.5 pt-1 pb-0.5 text-xs text-ink-3">{label}</DropdownMenu.Label>
      {options.map((option) => (
        <DropdownMenu.RadioItem
          key={option.value}
          value={option.value}
          onSelect={(event) => event.preventDefault()}
          className={menuItemLook}
        >
          <span className="grow">{option.label}</span>
          <DropdownMenu.ItemIndicator>
            <Check aria-hidden className="size-4 text-accent" strokeWidth={2} />
          </DropdownMenu.ItemIndicator>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}
