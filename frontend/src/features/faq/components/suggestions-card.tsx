import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { useErrorText } from "@/lib/api/use-error-text";
import { isolated } from "@/lib/format/isolated";
import { type Suggestion, useSettle, useSuggestions } from "../api/suggestions";
import { EntryDialog } from "./entry-dialog";

/** Shown only while there is something to answer: the list below does not need it. */
export function SuggestionsCard() {
  const { t } = useTranslation("faq");
  const { data: suggestions = [] } = useSuggestions();
  if (suggestions.length === 0) return null;
  return (
    <Card title={t("asked.title")} aside={<span className="text-sm text-ink-3">{t("asked.hint")}</span>}>
      <ul>
        {suggestions.map((suggestion) => (
          <SuggestionRow key={suggestion.ids[0]} suggestion={suggestion} />
        ))}
      </ul>
    </Card>
  );
}

function SuggestionRow({ suggestion: { question, count, ids } }: { suggestion: Suggestion }) {
  const { t } = useTranslation("faq");
  const settle = useSettle();
  const refusal = useErrorText()(settle.error);
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const named = { question: isolated(question) };
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-(--row) ps-(--card) pe-(--card)">
      <p className="min-w-0 grow basis-60">
        <bdi dir="auto" className="font-semibold [overflow-wrap:anywhere]">
          {question}
        </bdi>
        <span className="block text-sm text-ink-3 tabular-nums">{t("asked.times", { count })}</span>
        {refusal && (
          <span role="alert" className="block text-sm text-bad">
            {refusal}
          </span>
        )}
      </p>
      <span className="flex gap-2">
        <Button ref={button} aria-label={t("asked.answerTo", named)} onClick={() => setOpen(true)}>
          {t("asked.answer")}
        </Button>
        <Button tone="quiet" aria-label={t("asked.dismissOf", named)} disabled={settle.isPending} onClick={() => settle.mutate(ids)}>
          {t("asked.dismiss")}
        </Button>
      </span>
      {isOpen && <EntryDialog asked={question} onMade={() => settle.mutateAsync(ids)} returnFocus={button} onClose={() => setOpen(false)} />}
    </li>
  );
}
