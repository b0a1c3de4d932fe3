import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { inputLook } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";
import { useErrorText } from "@/lib/api/use-error-text";
import { cn } from "@/lib/cn";
import { type Note, useEditNote } from "../../api/notes";

export function NoteEditor({ leadId, note, onClose }: { leadId: number; note: Note; onClose: () => void }) {
  const { t } = useTranslation(["leads", "common"]);
  const [text, setText] = useState(note.text);
  const edit = useEditNote(leadId, note.id);
  const refusal = useErrorText()(edit.error);
  return (
    <>
      <textarea
        // eslint-disable-next-line jsx-a11y/no-autofocus -- it takes the place of the text that was chosen for editing
        autoFocus
        aria-label={t("notes.text")}
        dir="auto"
        maxLength={longest.note.text}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && onClose()}
        className={cn(inputLook, "field-sizing-content max-h-80 min-h-16 resize-none py-2")}
      />
      {refusal && (
        <p role="alert" className="mt-1 text-sm text-bad">
          {refusal}
        </p>
      )}
      <div className="my-2 flex gap-2">
        <Button tone="primary" disabled={edit.isPending || !text.trim()} onClick={() => edit.mutate(text.trim(), { onSuccess: onClose })}>
          {t("save")}
        </Button>
        <Button tone="quiet" onClick={onClose}>
          {t("common:cancel")}
        </Button>
      </div>
    </>
  );
}
