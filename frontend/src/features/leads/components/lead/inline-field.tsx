import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import type { Lead } from "../../api/types";
import { FieldTakenError } from "../../api/update-lead";
import { FieldConflict } from "./field-conflict";
import { FieldShell, flatInput } from "./field-shell";

export interface InlineFieldProps {
  label: string;
  /** The lead as it is now, and how this field of a lead reads. */
  lead: Lead;
  textOf: (lead: Lead) => string;
  maxLength?: number;
  type?: "text" | "tel" | "email" | "date" | "datetime-local";
  inputMode?: "decimal";
  multiline?: boolean;
  readOnly: boolean;
  /** `seen`: the lead as it was when writing began. */
  onSave: (value: string, seen: Lead) => Promise<unknown>;
  explain: (error: unknown) => string;
  /** Stands below the field. */
  children?: ReactNode;
}

type Progress = { state: "idle" | "saving" | "saved" } | { state: "failed"; text: string } | { state: "taken"; current: Lead };

/** Written in place: leaving the field or Enter saves, Escape brings the old value back, a refused text stays to be mended. */
export function InlineField({ label, lead, textOf, maxLength, type = "text", inputMode, multiline, readOnly, onSave, explain, children }: InlineFieldProps) {
  const { t } = useTranslation("leads");
  const id = useId();
  const [draft, setDraft] = useState<{ text: string; seen: Lead } | null>(null);
  const [progress, setProgress] = useState<Progress>({ state: "idle" });
  const [isFocused, setFocused] = useState(false);
  const Input = multiline ? "textarea" : "input";
  const written = draft?.text ?? textOf(lead);

  async function save(seen: Lead | undefined) {
    const next = draft?.text.trim();
    if (next === undefined || !seen) return;
    if (next === textOf(seen)) return revert();
    setProgress({ state: "saving" });
    try {
      await onSave(next, seen);
      setDraft(null);
      setProgress({ state: "saved" });
    } catch (error) {
      if (error instanceof FieldTakenError) setProgress({ state: "taken", current: error.current });
      else setProgress({ state: "failed", text: explain(error) });
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
      void save(draft?.seen);
    }
  }

  const failed = progress.state === "failed";
  // A browser writes "mm/dd/yyyy" into an empty one; so it is one only while somebody is in it.
  const isDate = type === "date" || type === "datetime-local";
  const isTaken = progress.state === "taken";
  return (
    <FieldShell id={id} label={label} saving={progress.state === "saving"} saved={progress.state === "saved"} error={failed ? progress.text : undefined}>
      <Input
        id={id}
        type={multiline ? undefined : isDate && written === "" && !isFocused ? "text" : type}
        dir={isDate || written === "" ? undefined : type === "text" && !inputMode ? "auto" : "ltr"}
        rows={multiline ? 3 : undefined}
        maxLength={maxLength}
        inputMode={inputMode}
        readOnly={readOnly || progress.state === "saving" || isTaken}
        placeholder={readOnly ? "—" : t("addValue")}
        value={written}
        onFocus={() => {
          setFocused(true);
          if (draft === null) setProgress({ state: "idle" });
        }}
        onChange={(event) => setDraft({ text: event.target.value, seen: draft?.seen ?? lead })}
        onBlur={() => {
          setFocused(false);
          if (!isTaken) void save(draft?.seen);
        }}
        onKeyDown={onKeyDown}
        aria-invalid={failed || isTaken}
        aria-describedby={failed ? `${id}-error` : undefined}
        className={cn(
          flatInput,
          multiline ? "field-sizing-content max-h-80 min-h-20 resize-none py-2 text-start" : "text-page-start text-ellipsis",
          isDate && written === "" && "font-normal !text-ink-3",
          failed && "border-bad",
          isTaken && "border-warn",
        )}
      />
      {isTaken && <FieldConflict theirs={[textOf(progress.current)].filter(Boolean)} onTheirs={revert} onMine={() => void save(progress.current)} />}
      {children}
    </FieldShell>
  );
}
