import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { TextField } from "@/components/ui/text-field";
import { useErrorText } from "@/lib/api/use-error-text";
import { useTryQuestion } from "../api/entries";

const longestQuestion = 400;

/** Ask as a customer would, and see which answer comes. */
export function TryCard() {
  const { t } = useTranslation("faq");
  const [question, setQuestion] = useState("");
  const attempt = useTryQuestion();
  const refusal = useErrorText()(attempt.error);

  function ask(event: FormEvent) {
    event.preventDefault();
    if (question.trim()) attempt.mutate(question.trim());
  }

  return (
    <Card title={t("try.title")}>
      <form onSubmit={ask} className="flex flex-wrap items-end gap-2 px-(--card) pb-3">
        <div className="min-w-0 grow basis-60">
          <TextField
            label={t("try.question")}
            value={question}
            maxLength={longestQuestion}
            dir="auto"
            autoComplete="off"
            className="text-page-start"
            onChange={(event) => setQuestion(event.target.value)}
          />
        </div>
        <Button type="submit" disabled={attempt.isPending}>
          {t("try.ask")}
        </Button>
      </form>
      {(refusal || attempt.data) && (
        <div className="px-(--card) pb-3">
          {refusal && (
            <Callout tone="bad" role="alert">
              {refusal}
            </Callout>
          )}
          {attempt.data && (
            <Callout tone={attempt.data.entry_id === null ? "warn" : "ok"} role="status">
              <p dir="auto" className="text-page-start whitespace-pre-line [overflow-wrap:anywhere]">
                {attempt.data.entry_id === null ? t("try.none") : attempt.data.answer}
              </p>
            </Callout>
          )}
        </div>
      )}
    </Card>
  );
}
