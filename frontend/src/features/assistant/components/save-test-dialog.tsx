import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/ui/dialog";
import { Form, FormRefusal } from "@/components/ui/form";
import { FormActions } from "@/components/ui/form-actions";
import { TextField } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";
import { useSubmission } from "@/lib/use-submission";
import type { Channel } from "../api/prompts";
import { type TalkTurn, useSaveTest } from "../api/trying";
import { stepsOf } from "../steps";

interface SaveTestDialogProps {
  channel: Channel;
  turns: TalkTurn[];
  returnFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** What the customer said, what each answer must hold, and the tools that were called, which must be again. */
export function SaveTestDialog({ channel, turns, returnFocus, onClose }: SaveTestDialogProps) {
  const { t } = useTranslation("assistant");
  const save = useSaveTest();
  const steps = stepsOf(turns);
  const submission = useSubmission({
    names: ["name", ...steps.flatMap((_, place) => [`says-${place}`, `never_says-${place}`])],
    required: { name: t("test.missingName") },
    send: async (values) => {
      const said = (name: string) => (values[name] ?? "").split(",").map((words) => words.trim()).filter(Boolean);
      await save.mutateAsync({
        name: (values.name ?? "").trim(),
        channel,
        steps: steps.map(({ says, calls, fromFaq }, place) => ({
          says,
          expects: { says: said(`says-${place}`), never_says: said(`never_says-${place}`), calls, ...(fromFaq && { from_faq: true }) },
        })),
      });
      onClose();
    },
  });
  return (
    <Dialog open wide title={t("test.saveTitle")} returnFocus={returnFocus} onClose={onClose}>
      <Form submission={submission} className="mt-3 space-y-4">
        <TextField name="name" dir="auto" autoComplete="off" className="text-page-start" label={t("test.name")} maxLength={longest.test.name} error={submission.errors.name} />
        <p className="text-sm text-pretty text-ink-3">{t("test.hint")}</p>
        {steps.map(({ says, calls }, place) => (
          <fieldset key={place} className="space-y-2 rounded-small border border-line p-3">
            <legend dir="auto" className="px-1 font-semibold [overflow-wrap:anywhere]">
              {says}
            </legend>
            <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
              <TextField name={`says-${place}`} dir="auto" autoComplete="off" className="text-page-start" label={t("test.says")} />
              <TextField name={`never_says-${place}`} dir="auto" autoComplete="off" className="text-page-start" label={t("test.neverSays")} />
            </div>
            {calls.length > 0 && (
              <p className="text-sm text-ink-2">
                {t("test.calls")} {calls.map((name) => t(`tools.${name}`, { defaultValue: name })).join(", ")}
              </p>
            )}
          </fieldset>
        ))}
        <FormRefusal submission={submission} />
        <FormActions submission={submission} onCancel={onClose}>
          {t(submission.busy ? "saving" : "test.save")}
        </FormActions>
      </Form>
    </Dialog>
  );
}
