import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import type { Submission } from "@/lib/use-submission";
import { Callout } from "./callout";

interface FormProps {
  submission: Submission;
  className?: string;
  children: ReactNode;
}

/** Sends its fields by name. When something was refused, the first such field gets the focus. */
export function Form({ submission, className, children }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const { errors } = submission;

  useEffect(() => {
    if (Object.keys(errors).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors]);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!submission.busy) void submission.submit(new FormData(event.currentTarget));
  }

  return (
    <form ref={form} onSubmit={onSubmit} noValidate className={className}>
      {children}
    </form>
  );
}

export function FormRefusal({ submission: { refusal } }: { submission: Submission }) {
  if (!refusal) return null;
  return (
    <Callout tone="bad" role="alert">
      {refusal}
    </Callout>
  );
}
