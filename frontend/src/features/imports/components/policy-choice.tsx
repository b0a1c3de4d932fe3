import { useId } from "react";
import { useTranslation } from "react-i18next";
import { type DuplicatesPolicy, policies } from "../api/types";

interface PolicyChoiceProps {
  value: DuplicatesPolicy;
  onChange: (policy: DuplicatesPolicy) => void;
}

export function PolicyChoice({ value, onChange }: PolicyChoiceProps) {
  const { t } = useTranslation("imports");
  const name = useId();
  return (
    <fieldset className="px-(--card) pb-4">
      <legend className="sr-only">{t("policy.title")}</legend>
      <div className="space-y-1">
        {policies.map((policy) => (
          <label key={policy} className="grid min-h-11 cursor-pointer grid-cols-[auto_minmax(0,1fr)] gap-x-2.5 py-1.5">
            <input type="radio" name={name} checked={policy === value} onChange={() => onChange(policy)} className="row-span-2 mt-0.5 size-4.5 accent-accent" />
            <span className="font-medium">{t(`policy.${policy}`)}</span>
            <span className="text-sm text-pretty text-ink-2">{t(`policy.${policy}Hint`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
