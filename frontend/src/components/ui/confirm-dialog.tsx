import { type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "./button";

interface ConfirmDialogProps {
  open: boolean;
  title: string;
  children: ReactNode;
  confirm: string;
  keep: string;
  busy: boolean;
  error?: string;
  onConfirm: () => void;
  onClose: () => void;
}

/** The browser's own modal: it traps focus, closes on Escape and needs no injected style, which the content policy refuses. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const bodyId = useId();

  useEffect(() => {
    if (props.open && !dialog.current?.open) dialog.current?.showModal();
    if (!props.open) dialog.current?.close();
  }, [props.open]);

  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      aria-describedby={bodyId}
      onClose={props.onClose}
      className="m-auto w-[min(26rem,calc(100vw-2rem))] rounded-large border border-line bg-surface p-5 text-ink shadow-float open:animate-enter"
    >
      <h2 id={titleId}>{props.title}</h2>
      <div id={bodyId} className="mt-2 space-y-1 text-ink-2">
        {props.children}
      </div>
      {props.error && (
        <p role="alert" className="mt-3 rounded-small bg-bad-soft px-3 py-2 text-bad">
          {props.error}
        </p>
      )}
      <div className="mt-5 flex flex-wrap justify-end gap-2 *:max-sm:grow">
        <Button onClick={props.onClose} disabled={props.busy}>
          {props.keep}
        </Button>
        <Button tone="danger" onClick={props.onConfirm} disabled={props.busy}>
          {props.confirm}
        </Button>
      </div>
    </dialog>
  );
}
