import { useTranslation } from "react-i18next";
import { Checkbox } from "@/components/ui/checkbox";
import { Form, FormRefusal } from "@/components/ui/form";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { useSubmission } from "@/lib/use-submission";
import type { DiarySettings } from "../../api/settings";
import { SaveLine } from "./save-line";
import { type DiarySettingsFormProps, SettingsCard } from "./settings-card";

const numbers = ["slot_minutes", "buffer_minutes", "min_notice_minutes", "window_days", "daily_cap"] as const;
const names = [...numbers, "confirm_mode", "phone_required", "is_always_open"] as const;

/** When and how the business takes meetings. */
export function RulesCard() {
  const { t } = useTranslation("appointments");
  return (
    <SettingsCard title={t("settings.rules")} fields={names} rows={3}>
      {(form) => <RulesForm {...form} />}
    </SettingsCard>
  );
}

function RulesForm({ settings, saved, onSave }: DiarySettingsFormProps) {
  const { t } = useTranslation("appointments");
  const submission = useSubmission({
    names,
    required: Object.fromEntries(numbers.filter((name) => name !== "daily_cap").map((name) => [name, t("settings.missing")])),
    send: ({ slot_minutes, buffer_minutes, min_notice_minutes, window_days, daily_cap, confirm_mode, phone_required, is_always_open }) =>
      onSave({
        slot_minutes: Number(slot_minutes),
        buffer_minutes: Number(buffer_minutes),
        min_notice_minutes: Number(min_notice_minutes),
        window_days: Number(window_days),
        daily_cap: daily_cap.trim() ? Number(daily_cap) : null,
        confirm_mode: confirm_mode as DiarySettings["confirm_mode"],
        phone_required: phone_required === "on",
        is_always_open: is_always_open === "on",
      }),
  });
  return (
    <Form submission={submission} className="space-y-3.5 px-(--card) pb-(--card)">
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        {numbers.map((name) => (
          <TextField
            key={name}
            name={name}
            type="number"
            inputMode="numeric"
            min={0}
            dir="ltr"
            label={t(`settings.${name}`)}
            defaultValue={settings[name] ?? ""}
            error={submission.errors[name]}
          />
        ))}
        <SelectField label={t("settings.confirm_mode")} name="confirm_mode" defaultValue={settings.confirm_mode}>
          <option value="automatic">{t("settings.automatic")}</option>
          <option value="manual">{t("settings.manual")}</option>
        </SelectField>
      </div>
      <Checkbox name="phone_required" label={t("settings.phone_required")} defaultChecked={settings.phone_required} />
      <Checkbox name="is_always_open" label={t("settings.is_always_open")} defaultChecked={settings.is_always_open} />
      <FormRefusal submission={submission} />
      <SaveLine busy={submission.busy} saved={saved && !submission.busy} />
    </Form>
  );
}
