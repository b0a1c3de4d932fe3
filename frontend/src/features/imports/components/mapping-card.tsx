import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { useErrorText } from "@/lib/api/use-error-text";
import { useCheck } from "../api/change-imports";
import type { DuplicatesPolicy, Import } from "../api/types";
import { ColumnRow } from "./column-row";
import { PhonePreview } from "./phone-preview";
import { PolicyChoice } from "./policy-choice";

const who = ["name", "first_name", "last_name", "phone", "email"];

/** Which column is what, guessed from the headings; and what happens to who is a lead already. */
export function MappingCard({ made, onChecked }: { made: Import; onChecked: () => void }) {
  const { t } = useTranslation("imports");
  const [mapping, setMapping] = useState(made.mapping);
  const [duplicates, setDuplicates] = useState<DuplicatesPolicy>(made.duplicates);
  const check = useCheck(made.id);
  const refusal = useErrorText()(check.error);
  const isSomebody = mapping.some((field) => field !== null && who.includes(field));

  function choose(column: number, field: string | null) {
    // A field can stand for one column only: whoever had it before gives it up.
    setMapping(mapping.map((before, index) => (index === column ? field : before === field ? null : before)));
  }

  return (
    <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
      <Card title={t("mapping.title")}>
        <p className="px-(--card) pb-3 text-pretty text-ink-2">{t("mapping.hint")}</p>
        <ul>
          {made.headings.map((heading, column) => (
            <ColumnRow
              key={column}
              heading={heading}
              values={made.sample.map((row) => row[column] ?? "").filter(Boolean).slice(0, 3)}
              field={mapping[column] ?? null}
              targets={made.targets}
              onField={(field) => choose(column, field)}
            />
          ))}
        </ul>
      </Card>
      <div className="grid grid-cols-1 gap-5">
        <PhonePreview phones={made.phones.filter(({ column }) => mapping[column]?.endsWith("phone"))} />
        <Card title={t("policy.title")}>
          <PolicyChoice value={duplicates} onChange={setDuplicates} />
        </Card>
        {!isSomebody && <Callout tone="warn">{t("mapping.nobody")}</Callout>}
        {refusal && (
          <Callout tone="bad" role="alert">
            {refusal}
          </Callout>
        )}
        <Button tone="primary" disabled={!isSomebody || check.isPending} onClick={() => check.mutate({ mapping, duplicates }, { onSuccess: onChecked })}>
          {t("mapping.check")}
        </Button>
        <p className="-mt-2 text-center text-sm text-ink-3">{t("mapping.safe")}</p>
      </div>
    </div>
  );
}
