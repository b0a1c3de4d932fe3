import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PhoneNumber } from "@/components/ui/phone-number";
import { TextField } from "@/components/ui/text-field";
import { useErrorText } from "@/lib/api/use-error-text";
import { useLeadsFound } from "@/lib/people/find-leads";

export interface ChosenLead {
  id: number;
  name: string;
  phone: string;
}

interface LeadChoiceProps {
  onChoose: (lead: ChosenLead) => void;
}

/** Whose meeting it will be: found by name or telephone number. */
export function LeadChoice({ onChoose }: LeadChoiceProps) {
  const { t } = useTranslation(["appointments", "common"]);
  const [text, setText] = useState("");
  const { found, isNone, error } = useLeadsFound(text);
  const failure = useErrorText()(error);
  return (
    <div>
      <TextField label={t("book.lead")} value={text} dir="auto" autoComplete="off" placeholder={t("book.leadHint")} onChange={(event) => setText(event.target.value)} />
      <ul className="mt-1.5">
        {found.map(({ id, name, phone }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => onChoose({ id, name, phone })}
              className="flex min-h-11 w-full items-center gap-2 rounded-small px-2.5 text-start hover:bg-sunken"
            >
              <bdi dir="auto" className="font-semibold">
                {name || t("common:unnamed")}
              </bdi>
              {phone && (
                <span className="text-sm text-ink-3">
                  <PhoneNumber e164={phone} />
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
      {failure && (
        <p role="alert" className="mt-1.5 text-sm text-bad">
          {failure}
        </p>
      )}
      {isNone && <p className="mt-1.5 text-sm text-pretty text-ink-3" role="status">{t("book.noLead")}</p>}
    </div>
  );
}
