import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, errorText, type FieldErrors } from "@/lib/api/error";

interface Plan<Name extends string> {
  /** The form's fields, by the names the server knows them by. */
  names: readonly Name[];
  /** What to say of a field that was left empty. */
  required?: Partial<Record<Name, string>>;
  send: (values: Record<Name, string>) => Promise<unknown>;
}

export interface Submission {
  submit: (form: FormData) => Promise<void>;
  busy: boolean;
  errors: FieldErrors;
  /** What was refused and belongs to no single field. */
  refusal: string;
}

/** One form on its way to the server. What was written stays until the server has taken it. */
export function useSubmission<Name extends string>({ names, required = {}, send }: Plan<Name>): Submission {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [refusal, setRefusal] = useState("");

  async function submit(form: FormData) {
    const values = Object.fromEntries(names.map((name) => [name, String(form.get(name) ?? "")])) as Record<Name, string>;
    const empty = Object.entries<string | undefined>(required).filter(([name, text]) => text && values[name as Name].trim() === "");
    setErrors(Object.fromEntries(empty) as FieldErrors);
    setRefusal("");
    if (empty.length > 0) return;
    setBusy(true);
    try {
      await send(values);
    } catch (error) {
      const fields = error instanceof ApiError ? error.fields : {};
      const ours = Object.entries(fields).filter(([name]) => names.some((known) => known === name));
      setErrors(Object.fromEntries(ours));
      if (ours.length === 0) setRefusal(errorText(error, { offline: t("refusal.offline"), failed: t("refusal.failed") }));
    } finally {
      setBusy(false);
    }
  }

  return { submit, busy, errors, refusal };
}
