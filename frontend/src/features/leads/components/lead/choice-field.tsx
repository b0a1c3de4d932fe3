import { ChevronDown } from "lucide-react";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { FieldShell, flatInput } from "./field-shell";

interface ChoiceFieldProps {
  label: string;
  value: string | number;
  disabled: boolean;
  saving: boolean;
  error?: string;
  /** A dot before the words. */
  colour?: string;
  /** Given while somebody else's choice stands here instead: saves the reader's after all. */
  onMine?: () => void;
  onChoose: (value: string) => void;
  /** The options. */
  children: ReactNode;
  below?: ReactNode;
}

/** Chosen in place: saved at once. */
export function ChoiceField({ label, value, disabled, saving, error, colour, onMine, onChoose, children, below }: ChoiceFieldProps) {
  const { t } = useTranslation("leads");
  const id = useId();
  return (
    <FieldShell id={id} label={label} saving={saving} saved={false} error={error}>
      <span className="relative block">
        {colour && <span aria-hidden className="absolute inset-y-0 start-2.5 my-auto size-2.5 rounded-full" style={{ backgroundColor: colour }} />}
        <select
          id={id}
          disabled={disabled}
          value={value}
          onChange={(event) => onChoose(event.target.value)}
          className={cn(flatInput, "appearance-none pe-9 enabled:cursor-pointer", colour && "ps-7", value === "" && "font-normal text-ink-3")}
        >
          {children}
        </select>
        <ChevronDown aria-hidden className="pointer-events-none absolute inset-y-0 end-3 my-auto size-4 text-ink-3" strokeWidth={1.7} />
      </span>
      {onMine && (
        <Button onClick={onMine} disabled={saving} className="mx-2.5 mt-1">
          {t("conflict.saveMine")}
        </Button>
      )}
      {below}
    </FieldShell>
  );
}
