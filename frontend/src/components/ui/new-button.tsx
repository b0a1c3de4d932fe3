import { Plus } from "lucide-react";
import { type ReactNode, type RefObject, useMemo, useState } from "react";
import { Button } from "./button";
import type { ButtonTone } from "./button-look";

interface NewButtonProps {
  label: string;
  tone?: ButtonTone;
  /** The dialog in which it is made. */
  children: (dialog: { returnFocus: RefObject<HTMLElement | null>; onClose: () => void }) => ReactNode;
}

/** Where something new begins: the button, and while it is asked about, the dialog. */
export function NewButton({ label, tone, children }: NewButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  const returnFocus = useMemo(() => ({ current: button }), [button]);
  return (
    <>
      <Button ref={setButton} tone={tone} onClick={() => setOpen(true)}>
        <Plus aria-hidden strokeWidth={1.7} />
        {label}
      </Button>
      {isOpen && children({ returnFocus, onClose: () => setOpen(false) })}
    </>
  );
}
