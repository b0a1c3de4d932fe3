import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { inputLook } from "@/components/ui/text-field";
import { cn } from "@/lib/cn";

interface Props {
  label: string;
  text: string;
  onText: (text: string) => void;
  most: number;
  refusal: string | null | undefined;
  isSaving: boolean;
  onSave: () => void;
  onClose: () => void;
}

/** A text in the place of which it is written over. */
export function TextEditor({ label, text, onText, most, refusal, isSaving, onSave, onClose }: Props) {
  const { t } = useTranslation(["leads", "common"]);
  return (
    <>
      <textarea
        // eslint-disable-next-line jsx-a11y/no-autofocus -- it takes the place of the text that was chosen for editing
        autoFocus
        aria-label={label}
        dir="auto"
        maxLength={most}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && onClose()}
        className={cn(inputLook, "field-sizing-content max-h-80 min-h-16 resize-none py-2")}
      />
      {refusal && (
        <p role="alert" className="mt-1 text-sm text-bad">
          {refusal}
        </p>
      )}
      <div className="my-2 flex gap-2">
        <Button tone="primary" disabled={isSaving || !text.trim()} onClick={onSave}>
          {t("save")}
        </Button>
        <Button tone="quiet" onClick={onClose}>
          {t("common:cancel")}
        </Button>
      </div>
    </>
  );
}
