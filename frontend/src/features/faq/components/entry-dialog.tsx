import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/ui/dialog";
import { Form, FormRefusal } from "@/components/ui/form";
import { FormActions } from "@/components/ui/form-actions";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";
import { useSubmission } from "@/lib/use-submission";
import { EntryMore, moreNames, moreOf } from "./entry-more";
import { type FaqEntry, useChangeEntry, useCreateEntry } from "../api/entries";

interface EntryDialogProps {
  /** Left out for a new one. */
  entry?: FaqEntry;
  /** The question of a new one, as customers asked it. */
  asked?: string;
  onMade?: () => Promise<unknown>;
  returnFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

export function EntryDialog({ entry, asked, onMade, returnFocus, onClose }: EntryDialogProps) {
  const { t } = useTranslation("faq");
  const create = useCreateEntry();
  const change = useChangeEntry(entry?.id ?? 0);
  const submission = useSubmission({
    names: ["question", "answer", ...moreNames],
    required: { question: t("form.missingQuestion"), answer: t("form.missingAnswer") },
    send: async ({ question, answer, ...more }) => {
      const text = { question: question.trim(), answer: answer.trim(), ...moreOf(more) };
      await (entry ? change.mutateAsync(text) : create.mutateAsync(text));
      await onMade?.();
      onClose();
    },
  });
  return (
    <Dialog open title={t(entry ? "edit.title" : "new.title")} returnFocus={returnFocus} onClose={onClose}>
      <Form submission={submission} className="mt-4 space-y-4">
        <TextField
          label={t("form.question")}
          name="question"
          dir="auto"
          autoComplete="off"
          maxLength={longest.faq.question}
          defaultValue={entry?.question ?? asked}
          error={submission.errors.question}
          className="text-page-start"
        />
        <TextArea
          label={t("form.answer")}
          name="answer"
          maxLength={longest.faq.answer}
          defaultValue={entry?.answer}
          error={submission.errors.answer}
        />
        <p className="text-sm text-pretty text-ink-3">{t("form.hint")}</p>
        <EntryMore entry={entry} errors={submission.errors} />
        <FormRefusal submission={submission} />
        <FormActions submission={submission} onCancel={onClose}>
          {t("form.save")}
        </FormActions>
      </Form>
    </Dialog>
  );
}
