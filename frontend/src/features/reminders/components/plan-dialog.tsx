import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Form, FormRefusal } from "@/components/ui/form";
import { FormActions } from "@/components/ui/form-actions";
import { SelectField } from "@/components/ui/select-field";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { useSubmission } from "@/lib/use-submission";
import { type Channel, type Plan, useAddPlan, useSavePlan } from "../api/reminders";
import { timeOf, timeValues, type Unit, units } from "../plan-time";
import { PLACES } from "./plan-text";

interface PlanDialogProps {
  /** None for a new reminder. */
  plan?: Plan;
  channels: Channel[];
  returnFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

const names = ["amount", "unit", "text_he", "text_en", ...(["sms", "email"] as const)] as const;

export function PlanDialog({ plan, channels, returnFocus, onClose }: PlanDialogProps) {
  const { t } = useTranslation("reminders");
  const [add, save] = [useAddPlan(), useSavePlan()];
  const [chosen, setChosen] = useState<Channel[]>(plan?.channels ?? channels.slice(0, 1));
  const time = timeOf(plan);
  const submission = useSubmission({
    names,
    required: { text_he: t("textNeeded"), text_en: t("textNeeded") },
    send: async ({ amount, unit, text_he, text_en }) => {
      const when = plan && plan.kind !== "before" ? {} : timeValues(Number(amount), unit as Unit);
      const values = { text_he, text_en, channels: chosen };
      await (plan
        ? save.mutateAsync({ id: plan.id, version: plan.version, ...values, ...when })
        : add.mutateAsync({ before_days: 0, before_minutes: 0, ...values, ...when }));
      onClose();
    },
  });

  function toggle(channel: Channel, isOn: boolean) {
    setChosen(isOn ? [...chosen, channel] : chosen.filter((each) => each !== channel));
  }

  const offered = [...new Set([...(plan?.channels ?? []), ...channels])];
  return (
    <Dialog open title={t(plan ? `kind.${plan.kind}` : "newTitle")} returnFocus={returnFocus} onClose={onClose}>
      <Form submission={submission} className="space-y-4">
        {(!plan || plan.kind === "before") && (
          <div className="grid grid-cols-2 gap-3">
            <TextField name="amount" type="number" min={1} inputMode="numeric" label={t("amount")} defaultValue={time.amount} />
            <SelectField name="unit" label={t("unit")} defaultValue={time.unit}>
              {units.map((unit) => (
                <option key={unit} value={unit}>
                  {t(`units.${unit}`)}
                </option>
              ))}
            </SelectField>
          </div>
        )}
        <fieldset>
          <legend className="mb-1 text-sm font-medium">{t("channels")}</legend>
          <div className="flex flex-wrap gap-x-5">
            {offered.map((channel) => (
              <Checkbox key={channel} label={t(`channel.${channel}`)} checked={chosen.includes(channel)} onChange={({ target }) => toggle(channel, target.checked)} />
            ))}
          </div>
        </fieldset>
        <TextArea dir="rtl" name="text_he" label={t("textHe")} defaultValue={plan?.text_he ?? t("newTextHe")} error={submission.errors.text_he} />
        <TextArea dir="ltr" name="text_en" label={t("textEn")} defaultValue={plan?.text_en ?? t("newTextEn")} error={submission.errors.text_en} />
        <div className="text-sm text-ink-3">
          {t("places")}
          <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
            {PLACES.map((place) => (
              <li key={place}>
                <bdi dir="ltr" className="text-ink-2">{`{${place}}`}</bdi> {t(`place.${place}`)}
              </li>
            ))}
          </ul>
        </div>
        <FormRefusal submission={submission} />
        <FormActions submission={submission} onCancel={onClose} blocked={chosen.length === 0}>
          {t(submission.busy ? "saving" : "save")}
        </FormActions>
      </Form>
    </Dialog>
  );
}
