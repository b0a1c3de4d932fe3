import { type ReactNode, type RefObject, useId } from "react";
import { Button } from "./button";
import { Callout } from "./callout";
import { Dialog, DialogActions } from "./dialog";

interface ConfirmDialogProps {
  open: boolean;
  title: string;
  children: ReactNode;
  confirm: string;
  keep: string;
  busy: boolean;
  error?: string;
  returnFocus?: RefObject<HTMLElement | null>;
  onConfirm: () => void;
  onClose: () => void;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const bodyId = useId();
  return (
    <Dialog open={props.open} title={props.title} describedBy={bodyId} returnFocus={props.returnFocus} onClose={props.onClose}>
      <div id={bodyId} className="mt-2 space-y-1 text-ink-2">
        {props.children}
      </div>
      {props.error && (
        <Callout tone="bad" role="alert" className="mt-3">
          {props.error}
        </Callout>
      )}
      <DialogActions>
        <Button onClick={props.onClose} disabled={props.busy}>
          {props.keep}
        </Button>
        <Button tone="danger" onClick={props.onConfirm} disabled={props.busy}>
          {props.confirm}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
