import { useState } from "react";
import { useTranslation } from "react-i18next";
import { longest } from "@/lib/api/longest";
import { useErrorText } from "@/lib/api/use-error-text";
import { type Note, useEditNote } from "../../api/notes";
import { TextEditor } from "../text-editor";

export function NoteEditor({ leadId, note, onClose }: { leadId: number; note: Note; onClose: () => void }) {
  const { t } = useTranslation("leads");
  const [text, setText] = useState(note.text);
  const edit = useEditNote(leadId, note.id);
  const refusal = useErrorText()(edit.error);
  return (
    <TextEditor
      label={t("notes.text")}
      text={text}
      onText={setText}
      most={longest.note.text}
      refusal={refusal}
      isSaving={edit.isPending}
      onSave={() => edit.mutate(text.trim(), { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
