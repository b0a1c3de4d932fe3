import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Failure } from "@/components/ui/failure";
import { Form, FormRefusal } from "@/components/ui/form";
import { SelectField } from "@/components/ui/select-field";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextField } from "@/components/ui/text-field";
import { useSubmission } from "@/lib/use-submission";
import { type DiarySettings, type DiarySettingsChange, useChangeDiarySettings, useDiarySettings } from "../../api/settings";

const numbers = ["slot_minutes", "buffer_minutes", "min_notice_minutes", "window_days", "daily_cap"] as const;
const names = [...numbers, "confirm_mode", "phone_required", "is_always_open"] as const;

/** When and how the business takes meetings. */
export function RulesCard() {
  const { t } = useTranslation("appointments");
  const { data, isPending, error, refetch } = useDiarySettings();
  const change = useChangeDiarySettings(data?.version ?? 0);
  return (
    <Card title={t("settings.rules")}>
      {isPending && <SkeletonRows count={3} />}
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {data && <RulesForm key={data.version} settings={data} saved={change.isSuccess} onSave={change.mutateAsync} />}
    </Card>
  );
}

interface RulesFormProps {
  settings: DiarySettings;
  saved: boolean;
  onSave: (rules: DiarySettingsChange) => Promise<unknown>;
}

function RulesForm({ settings, saved, onSave }: RulesFormProps) {
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
      <div className="flex items-center justify-end gap-3">
        <span role="status" className="text-sm text-ok">
          {saved && !submission.busy && t("settings.saved")}
        </span>
        <Button type="submit" tone="primary" disabled={submission.busy}>
          {t(submission.busy ? "settings.saving" : "settings.save")}
        </Button>
      </div>
    </Form>
  );
}
