import type { RefObject } from "react";
import { useTranslation } from "react-i18next";

interface PlacesProps {
  places: string[];
  area: RefObject<HTMLTextAreaElement | null>;
  onInsert: (text: string) => void;
}

/** What we fill in ourselves; a press writes it where the caret stands. */
export function Places({ places, area, onInsert }: PlacesProps) {
  const { t } = useTranslation("assistant");

  function insert(name: string) {
    const field = area.current;
    if (!field) return;
    const piece = `{${name}}`;
    const [start, end] = [field.selectionStart, field.selectionEnd];
    onInsert(field.value.slice(0, start) + piece + field.value.slice(end));
    requestAnimationFrame(() => {
      field.focus();
      field.setSelectionRange(start + piece.length, start + piece.length);
    });
  }

  return (
    <div role="group" aria-label={t("places.label")} className="flex flex-wrap items-center gap-1.5 text-sm">
      <span className="text-ink-3">{t("places.label")}</span>
      {places.map((name) => (
        <button
          key={name}
          type="button"
          onClick={() => insert(name)}
          className="inline-flex min-h-11 items-center gap-1.5 rounded-full border border-line-strong px-3 text-ink-2 hover:bg-sunken hover:text-ink md:min-h-7"
        >
          {t(`places.${name}`, { defaultValue: name })}
          <bdi dir="ltr" className="font-mono text-xs text-ink-3">{`{${name}}`}</bdi>
        </button>
      ))}
    </div>
  );
}
