import { useState } from "react";
import { useTranslation } from "react-i18next";
import { longest } from "@/lib/api/longest";
import { ApiError } from "@/lib/api/error";
import { useErrorText } from "@/lib/api/use-error-text";
import { isolated } from "@/lib/format/isolated";
import { type MemoryEntry, useEditMemory } from "../../api/memory";
import { TextEditor } from "../text-editor";

/** Writes over the text its writer saw; what somebody else wrote meanwhile is shown, and then written over if wanted. */
export function MemoryEditor({ leadId, entry, onClose }: { leadId: number; entry: MemoryEntry; onClose: () => void }) {
  const { t } = useTranslation("leads");
  const [text, setText] = useState(entry.text);
  const [seen, setSeen] = useState(entry.version);
  const edit = useEditMemory(leadId, entry.id);
  const current = currentIn(edit.error);
  const said = useErrorText()(edit.error);
  const refusal = current ? t("memory.conflict", { text: isolated(current.text) }) : said;
  const most = entry.kind === "fact" ? longest.memory.text : longest.memoryEntry.text;

  function save() {
    edit.mutate(
      { text: text.trim(), version: seen },
      { onSuccess: onClose, onError: (error) => setSeen(currentIn(error)?.version ?? seen) },
    );
  }

  return (
    <TextEditor
      label={t("memory.text")}
      text={text}
      onText={setText}
      most={most}
      refusal={refusal}
      isSaving={edit.isPending}
      onSave={save}
      onClose={onClose}
    />
  );
}

function currentIn(error: unknown): MemoryEntry | null {
  return error instanceof ApiError && error.status === 412 && error.data.current ? (error.data.current as MemoryEntry) : null;
}
