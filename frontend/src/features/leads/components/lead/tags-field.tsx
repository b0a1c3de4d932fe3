import { Plus, X } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { longestTag } from "@/lib/api/longest";
import { isolated } from "@/lib/format/isolated";
import type { Lead } from "../../api/types";
import type { useLeadEditing } from "../../hooks/use-lead-editing";
import { FieldConflict } from "./field-conflict";
import { FieldShell } from "./field-shell";

interface TagsFieldProps {
  lead: Lead;
  editing: ReturnType<typeof useLeadEditing>;
}

/** Enter or a comma adds a tag; its cross takes it away. */
export function TagsField({ lead, editing: { readOnly, choose, taken, giveWay, progressOf } }: TagsFieldProps) {
  const { t } = useTranslation("leads");
  const id = useId();
  const [text, setText] = useState("");
  const { saving, error } = progressOf("tags");
  const conflict = taken?.change.field === "tags" ? { mine: taken.change.value, seen: taken.seen.tags, current: taken.current } : undefined;
  const tags = conflict?.mine ?? lead.tags;

  function onTags(value: string[], seen?: Lead) {
    choose({ field: "tags", value }, seen);
  }

  function add() {
    if (conflict) return;
    const tag = text.trim();
    setText("");
    if (tag && !tags.includes(tag)) onTags([...tags, tag]);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "Enter" || event.key === ",") {
      event.preventDefault();
      add();
    }
    if (event.key === "Escape") setText("");
    if (event.key === "Backspace" && text === "" && tags.length > 0 && !conflict) onTags(tags.slice(0, -1));
  }

  return (
    <FieldShell id={id} label={t("field.tags")} saving={saving} saved={false} error={conflict ? undefined : error}>
      <div className="flex min-h-11 flex-wrap items-center gap-1.5 px-2.5 py-1 md:min-h-9">
        {tags.map((tag) => (
          <span key={tag} className="inline-flex max-w-full items-center rounded-full bg-sunken ps-2.5 text-sm font-medium text-ink-2">
            <bdi dir="auto" className={readOnly ? "truncate py-0.5 pe-2.5" : "truncate"}>
              {tag}
            </bdi>
            {!readOnly && (
              <button
                type="button"
                disabled={!!conflict}
                aria-label={t("tags.remove", { tag: isolated(tag) })}
                onClick={() => onTags(tags.filter((other) => other !== tag))}
                className="grid size-8 shrink-0 place-items-center rounded-full enabled:hover:text-ink disabled:opacity-40 md:size-6"
              >
                <X aria-hidden className="size-3.5" strokeWidth={1.7} />
              </button>
            )}
          </span>
        ))}
        {readOnly && tags.length === 0 && <span className="text-ink-3">—</span>}
        {!readOnly && (
          <span className="flex min-w-20 grow basis-20 items-center gap-1 text-ink-3">
            <Plus aria-hidden className="size-3.5 shrink-0" strokeWidth={1.7} />
            <input
              id={id}
              value={text}
              readOnly={!!conflict}
              dir={text ? "auto" : undefined}
              maxLength={longestTag}
              placeholder={t("tags.add")}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={onKeyDown}
              onBlur={add}
              className="min-h-8 w-full min-w-0 bg-transparent text-[1rem] text-ink placeholder:text-ink-3 md:text-base"
            />
          </span>
        )}
      </div>
      {conflict && (
        <FieldConflict
          theirs={conflict.current.tags}
          onTheirs={giveWay}
          onMine={() => onTags(conflict.mine, conflict.current)}
          onBoth={() => onTags(bothChanges(conflict.seen, conflict.mine, conflict.current.tags), conflict.current)}
        />
      )}
    </FieldShell>
  );
}

/** Theirs, with what was added here and without what was taken away here. */
function bothChanges(seen: string[], mine: string[], theirs: string[]): string[] {
  const stay = theirs.filter((tag) => mine.includes(tag) || !seen.includes(tag));
  return [...stay, ...mine.filter((tag) => !seen.includes(tag) && !stay.includes(tag))];
}
