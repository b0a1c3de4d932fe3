import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Checkbox } from "@/components/ui/checkbox";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";
import type { FieldErrors } from "@/lib/api/error";
import type { FaqEntry, FaqText } from "../api/entries";

export const moreNames = ["phrasings", "whatsapp_answer", "tags", "priority", "on_phone", "on_whatsapp", "valid_from", "valid_until"] as const;

const highestPriority = 100;

/** What the form says of an entry beside question and answer. */
export function moreOf(values: Record<(typeof moreNames)[number], string>): Omit<FaqText, "question" | "answer"> {
  return {
    phrasings: listed(values.phrasings, "\n"),
    whatsapp_answer: values.whatsapp_answer.trim(),
    tags: listed(values.tags, ","),
    priority: Number(values.priority),
    on_phone: values.on_phone === "on",
    on_whatsapp: values.on_whatsapp === "on",
    valid_from: values.valid_from || null,
    valid_until: values.valid_until || null,
  };
}

function listed(text: string, apart: string): string[] {
  return [...new Set(text.split(apart).map((part) => part.trim()).filter(Boolean))];
}

/** Where, when and in which other words it is asked and answered: folded away until somebody wants it. */
export function EntryMore({ entry, errors }: { entry?: FaqEntry; errors: FieldErrors }) {
  const { t } = useTranslation("faq");
  const [isOpen, setOpen] = useState(false);
  const refused = moreNames.some((name) => errors[name]);
  return (
    <details open={isOpen || refused} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="min-h-11 cursor-pointer py-2.5 font-medium text-accent md:min-h-8 md:py-1">{t("form.more")}</summary>
      <div className="mt-2 space-y-4">
        <TextArea
          label={t("form.phrasings")}
          name="phrasings"
          placeholder={t("form.phrasingsHint")}
          defaultValue={entry?.phrasings.join("\n")}
          error={errors.phrasings}
        />
        <TextArea
          label={t("form.whatsappAnswer")}
          name="whatsapp_answer"
          maxLength={longest.faq.answer}
          placeholder={t("form.whatsappAnswerHint")}
          defaultValue={entry?.whatsapp_answer}
          error={errors.whatsapp_answer}
        />
        <fieldset className="flex flex-wrap gap-x-6">
          <legend className="mb-1 text-sm font-medium">{t("form.channels")}</legend>
          <Checkbox label={t("form.phone")} name="on_phone" defaultChecked={entry?.on_phone ?? true} />
          <Checkbox label={t("form.whatsapp")} name="on_whatsapp" defaultChecked={entry?.on_whatsapp ?? true} />
        </fieldset>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField label={t("form.from")} type="date" name="valid_from" defaultValue={entry?.valid_from ?? ""} error={errors.valid_from} />
          <TextField label={t("form.until")} type="date" name="valid_until" defaultValue={entry?.valid_until ?? ""} error={errors.valid_until} />
        </div>
        <TextField label={t("form.tags")} name="tags" dir="auto" autoComplete="off" hint={t("form.tagsHint")} defaultValue={entry?.tags.join(", ")} error={errors.tags} className="text-page-start" />
        <TextField
          label={t("form.priority")}
          name="priority"
          type="number"
          inputMode="numeric"
          min={0}
          max={highestPriority}
          dir="ltr"
          hint={t("form.priorityHint", { highest: highestPriority })}
          defaultValue={entry?.priority ?? 0}
          error={errors.priority}
        />
      </div>
    </details>
  );
}
