import { Check } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";

/** Told apart from each other by eyes of every kind as well as dots can be; the word beside the dot says the rest. */
const palette = ["#2563eb", "#0891b2", "#0d9488", "#15803d", "#65a30d", "#ca8a04", "#ea580c", "#dc2626", "#db2777", "#9333ea", "#4f46e5", "#64748b"];

interface ColourChoiceProps {
  value: string;
  onColour: (colour: string) => void;
}

export function ColourChoice({ value, onColour }: ColourChoiceProps) {
  const { t } = useTranslation("leads");
  const name = useId();
  const colours = palette.includes(value) ? palette : [value, ...palette];
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">{t("settings.colour")}</legend>
      <div className="flex flex-wrap gap-1">
        {colours.map((colour, index) => (
          <label key={colour} className="grid size-11 cursor-pointer place-items-center rounded-full has-focus-visible:outline-2 has-focus-visible:outline-accent md:size-9">
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={colour === value}
              aria-label={t("settings.colourNumber", { number: index + 1 })}
              onChange={() => onColour(colour)}
            />
            <span aria-hidden className="grid size-7 place-items-center rounded-full" style={{ backgroundColor: colour }}>
              {colour === value && <Check className="size-4 text-bad-ink dark:text-ink" strokeWidth={2.5} />}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
