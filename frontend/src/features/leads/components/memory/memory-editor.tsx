import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { inputLook } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";
import { ApiError } from "@/lib/api/error";
import { useErrorText } from "@/lib/api/use-error-text";
import { cn } from "@/lib/cn";
import { isolated } from "@/lib/format/isolated";
import { type MemoryEntry, useEditMemory } from "../../api/memory";

/** Writes over the text its writer saw; what somebody else wrote meanwhile is shown, and then written over if wanted. */
export function MemoryEditor({ leadId, entry, onClose }: { leadId: number; entry: MemoryEntry; onClose: () => void }) {
  const { t } = useTranslation(["leads", "common"]);
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
    <>
      <textarea
        // eslint-disable-next-line jsx-a11y/no-autofocus -- it takes the place of the text that was chosen for editing
        autoFocus
        aria-label={t("memory.text")}
        dir="auto"
        maxLength={most}
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
        <Button tone="primary" disabled={edit.isPending || !text.trim()} onClick={save}>
          {t("save")}
        </Button>
        <Button tone="quiet" onClick={onClose}>
          {t("common:cancel")}
        </Button>
      </div>
    </>
  );
}

function currentIn(error: unknown): MemoryEntry | null {
  return error instanceof ApiError && error.status === 412 && error.data.current ? (error.data.current as MemoryEntry) : null;
}
