import { useEffect, useEffectEvent, useState } from "react";
import { TextField } from "@/components/ui/text-field";

const pauseMs = 400;

interface PausedFieldProps {
  label: string;
  value: string;
  maxLength: number;
  type?: "text" | "number" | "date";
  onValue: (value: string) => void;
}

/** Asks when the typing pauses. */
export function PausedField({ label, value, maxLength, type = "text", onValue }: PausedFieldProps) {
  const [text, setText] = useState(value);
  const [shown, setShown] = useState(value);
  const submit = useEffectEvent(onValue);

  if (value !== shown) {
    setShown(value);
    setText(value);
  }

  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => submit(text.trim()), pauseMs);
    return () => clearTimeout(timer);
  }, [text, value]);

  return (
    <TextField
      label={label}
      type={type}
      dir={text && type === "text" ? "auto" : undefined}
      autoComplete="off"
      maxLength={maxLength}
      value={text}
      onChange={(event) => setText(event.target.value)}
      className="text-page-start"
    />
  );
}
