import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import { FieldShell, flatInput } from "./field-shell";

interface InlineFieldProps {
  label: string;
  value: string;
  maxLength: number;
  type?: "text" | "tel" | "email";
  multiline?: boolean;
  readOnly: boolean;
  onSave: (value: string) => Promise<unknown>;
  explain: (error: unknown) => string;
}

type Progress = { state: "idle" | "saving" | "saved" } | { state: "failed"; text: string };

/** Written in place: leaving the field or Enter saves, Escape brings the old value back, a refused text stays to be mended. */
export function InlineField({ label, value, maxLength, type = "text", multiline, readOnly, onSave, explain }: InlineFieldProps) {
  const { t } = useTranslation("leads");
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [progress, setProgress] = useState<Progress>({ state: "idle" });
  const Input = multiline ? "textarea" : "input";
  const leftToRight = type !== "text";
  const written = draft ?? value;

  async function save() {
    if (draft === null) return;
    const next = draft.trim();
    if (next === value) return revert();
    setProgress({ state: "saving" });
    try {
      await onSave(next);
      setDraft(null);
      setProgress({ state: "saved" });
    } catch (error) {
      setProgress({ state: "failed", text: explain(error) });
    }
  }

  function revert() {
    setDraft(null);
    setProgress({ state: "idle" });
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.key === "Escape") revert();
    if (event.key === "Enter" && !multiline) {
      event.preventDefault();
      void save();
    }
  }

  const failed = progress.state === "failed";
  return (
    <FieldShell id={id} label={label} saving={progress.state === "saving"} saved={progress.state === "saved"} error={failed ? progress.text : undefined}>
      <Input
        id={id}
        type={multiline ? undefined : type}
        dir={written === "" ? undefined : leftToRight ? "ltr" : "auto"}
        rows={multiline ? 3 : undefined}
        maxLength={maxLength}
        readOnly={readOnly || progress.state === "saving"}
        placeholder={readOnly ? "—" : t("addValue")}
        value={written}
        onFocus={() => draft === null && setProgress({ state: "idle" })}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={() => void save()}
        onKeyDown={onKeyDown}
        aria-invalid={failed}
        aria-describedby={failed ? `${id}-error` : undefined}
        className={cn(
          flatInput,
          multiline ? "field-sizing-content min-h-20 resize-none py-2 text-start" : "text-page-start text-ellipsis",
          failed && "border-bad",
        )}
      />
    </FieldShell>
  );
}
