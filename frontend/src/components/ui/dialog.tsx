import { type ReactNode, type RefObject, useEffect, useId, useLayoutEffect, useRef } from "react";
import { cn } from "@/lib/cn";

interface DialogProps {
  open: boolean;
  title: string;
  children: ReactNode;
  /** Tells what the children describe to screen readers. */
  describedBy?: string;
  /** For what is read rather than answered. */
  wide?: boolean;
  /** Gets the focus when the dialog goes away: whatever opened it may be gone by then, as a menu's item is. */
  returnFocus?: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** The browser's own modal: it traps focus, closes on Escape and needs no injected style, which the content policy refuses. */
export function Dialog({ open, title, children, describedBy, wide = false, returnFocus, onClose }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open) dialog.current?.close();
  }, [open]);

  useLayoutEffect(() => {
    const shown = dialog.current;
    const opener = returnFocus?.current;
    return () => {
      if (!shown?.open) return;
      shown.close();
      opener?.focus();
    };
  }, [returnFocus]);

  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      aria-describedby={describedBy}
      // React's StrictMode takes it away and back at once; the browser tells of the first only after the second.
      onClose={() => {
        if (!dialog.current?.open) onClose();
      }}
      className={cn(
        "m-auto rounded-large border border-line bg-surface p-5 text-ink shadow-float open:animate-enter",
        wide ? "w-[min(44rem,calc(100vw-2rem))]" : "w-[min(26rem,calc(100vw-2rem))]",
      )}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  );
}

export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="mt-5 flex flex-wrap justify-end gap-2 *:max-sm:grow">{children}</div>;
}
