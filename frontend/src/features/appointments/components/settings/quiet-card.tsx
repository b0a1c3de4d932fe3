import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Checkbox } from "@/components/ui/checkbox";
import { Form, FormRefusal } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { useSubmission } from "@/lib/use-submission";
import { SaveLine } from "./save-line";
import { type DiarySettingsFormProps, SettingsCard } from "./settings-card";

const night = ["quiet_from", "quiet_until"] as const;
const rest = ["rest_begins", "rest_ends"] as const;

/** When nothing is sent to customers: at night, and on Sabbaths and holidays. */
export function QuietCard() {
  const { t } = useTranslation("appointments");
  return (
    <SettingsCard title={t("quiet.title")} fields={[...night, "rests_on_holidays", ...rest]} rows={3}>
      {(form) => <QuietForm {...form} />}
    </SettingsCard>
  );
}

function QuietForm({ settings, saved, onSave }: DiarySettingsFormProps) {
  const { t } = useTranslation("appointments");
  const [rests, setRests] = useState(settings.rests_on_holidays ?? true);
  const asked = rests ? [...night, ...rest] : night;
  const submission = useSubmission({
    names: [...night, ...rest],
    required: Object.fromEntries(asked.map((name) => [name, t("quiet.missing")])),
    send: ({ quiet_from, quiet_until, rest_begins, rest_ends }) =>
      onSave({ quiet_from, quiet_until, rests_on_holidays: rests, ...(rests && { rest_begins, rest_ends }) }),
  });

  function times(names: typeof night | typeof rest) {
    return (
      <div className="grid grid-cols-2 gap-3">
        {names.map((name) => (
          <TextField key={name} name={name} type="time" dir="ltr" label={t(`quiet.${name}`)} defaultValue={settings[name]} error={submission.errors[name]} />
        ))}
      </div>
    );
  }

  return (
    <Form submission={submission} className="space-y-3.5 px-(--card) pb-(--card)">
      <p className="text-pretty text-ink-2">{t("quiet.hint")}</p>
      <fieldset>
        <legend className="mb-2 font-semibold">{t("quiet.night")}</legend>
        {times(night)}
        <p className="mt-1.5 text-sm text-pretty text-ink-3">{t("quiet.nightHint")}</p>
      </fieldset>
      <fieldset className="border-t border-line pt-3">
        <legend className="sr-only">{t("quiet.rest")}</legend>
        <Checkbox label={t("quiet.rest")} checked={rests} onChange={(event) => setRests(event.target.checked)} />
        {rests && (
          <div className="mt-2">
            {times(rest)}
            <p className="mt-1.5 text-sm text-pretty text-ink-3">{t("quiet.restHint")}</p>
          </div>
        )}
      </fieldset>
      <FormRefusal submission={submission} />
      <SaveLine busy={submission.busy} saved={saved && !submission.busy} />
    </Form>
  );
}
