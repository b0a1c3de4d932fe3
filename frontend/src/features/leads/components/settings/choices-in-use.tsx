import { useTranslation } from "react-i18next";
import { Callout } from "@/components/ui/callout";
import { SelectField } from "@/components/ui/select-field";
import { isolated } from "@/lib/format/isolated";
import type { ChoiceInUse, Replacements } from "../../choices-in-use";

interface ChoicesInUseProps {
  inUse: ChoiceInUse[];
  /** The options as they are written now. */
  options: string[];
  replacements: Replacements;
  onChange: (replacements: Replacements) => void;
}

const EMPTIED = "emptied";
const BY = "by:";

/** Asks of each option that goes what the leads that have it get instead. */
export function ChoicesInUse({ inUse, options, replacements, onChange }: ChoicesInUseProps) {
  const { t } = useTranslation("leads");
  return (
    <div className="space-y-3">
      <Callout tone="warn" role="alert">
        {t("settings.choicesInUse")}
      </Callout>
      {inUse.map(({ choice, leads }) => (
        <SelectField
          key={choice}
          label={t("settings.choiceLeads", { name: isolated(choice), count: leads })}
          value={valueOf(replacements[choice])}
          onChange={({ target }) => onChange({ ...replacements, [choice]: replacementOf(target.value) })}
        >
          <option value="" disabled>
            {t("settings.chooseReplacement")}
          </option>
          {options.map((option) => (
            <option key={option} value={BY + option}>
              {option}
            </option>
          ))}
          <option value={EMPTIED}>{t("settings.emptyChoice")}</option>
        </SelectField>
      ))}
    </div>
  );
}

function valueOf(replacement: string | null | undefined): string {
  if (replacement === undefined) return "";
  return replacement === null ? EMPTIED : BY + replacement;
}

function replacementOf(value: string): string | null {
  return value === EMPTIED ? null : value.slice(BY.length);
}
