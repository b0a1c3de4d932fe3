import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./button";

const shownMs = 2_000;

export function CopyButton({ text }: { text: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [copied]);

  // A page over plain http has no clipboard; the text stands there to be marked.
  if (!("clipboard" in navigator)) return null;
  return (
    <Button onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
      {copied ? <Check aria-hidden className="text-ok" strokeWidth={2} /> : <Copy aria-hidden strokeWidth={1.7} />}
      <span aria-live="polite">{t(copied ? "copied" : "copy")}</span>
    </Button>
  );
}
