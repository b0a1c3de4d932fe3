import { type ReactNode, useEffect, useEffectEvent } from "react";

interface ToastProps {
  /** Nothing is shown while empty. */
  text: string;
  onEnd: () => void;
  /** A way back, beside the sentence. */
  children?: ReactNode;
}

const shownMs = 7_000;

/** A sentence that says what was just done, and goes away by itself. */
export function Toast({ text, onEnd, children }: ToastProps) {
  const end = useEffectEvent(onEnd);

  useEffect(() => {
    if (!text) return;
    const timer = setTimeout(() => end(), shownMs);
    return () => clearTimeout(timer);
  }, [text]);

  return (
    <div role="status" className="pointer-events-none fixed inset-x-4 bottom-20 z-30 flex justify-center md:bottom-5">
      {text && (
        <p className="pointer-events-auto flex max-w-full animate-enter items-center gap-2 rounded-medium bg-ink py-1 ps-4 pe-2 text-sm text-surface shadow-float">
          <span className="min-w-0 py-1.5 pe-2 [overflow-wrap:anywhere]">{text}</span>
          {children}
        </p>
      )}
    </div>
  );
}

export function ToastAction({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" onClick={onClick} className="min-h-11 shrink-0 rounded-small px-3 font-semibold underline underline-offset-4 focus-visible:outline-surface md:min-h-8">
      {children}
    </button>
  );
}
