import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Form, FormRefusal } from "@/components/ui/form";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { useSubmission } from "@/lib/use-submission";
import type { DiarySettings } from "../../api/settings";
import { SaveLine } from "./save-line";
import { type DiarySettingsFormProps, SettingsCard } from "./settings-card";

const calendars = ["jewish", "country", "none"] as const satisfies DiarySettings["calendar"][];
const policies = ["closed", "short", "normal"] as const satisfies DiarySettings["holiday_policy"][];
const days = ["holiday_policy", "eve_policy", "chol_hamoed_policy"] as const;
const fields = ["calendar", "calendar_country", ...days] as const;

/** Which holidays come by themselves, and what becomes of their hours. */
export function HolidayRulesCard() {
  const { t } = useTranslation("appointments");
  return (
    <SettingsCard title={t("holidays.title")} fields={fields} rows={2}>
      {(form) => <HolidayRules {...form} />}
    </SettingsCard>
  );
}

function HolidayRules({ settings, saved, onSave }: DiarySettingsFormProps) {
  const { t } = useTranslation("appointments");
  const [calendar, setCalendar] = useState(settings.calendar);
  const submission = useSubmission({
    names: ["calendar_country", ...days],
    required: calendar === "country" ? { calendar_country: t("holidays.missingCountry") } : {},
    send: (values) =>
      onSave({
        calendar,
        calendar_country: values.calendar_country.trim().toUpperCase() || settings.calendar_country,
        ...Object.fromEntries(days.map((day) => [day, values[day] || settings[day]])),
      }),
  });
  const offered = calendar === "jewish" ? days : calendar === "country" ? days.slice(0, 1) : [];
  return (
    <Form submission={submission} className="space-y-3.5 px-(--card) pb-(--card)">
      <SelectField label={t("holidays.calendar")} value={calendar} onChange={(event) => setCalendar(calendars.find((known) => known === event.target.value) ?? "none")}>
        {calendars.map((each) => (
          <option key={each} value={each}>
            {t(`holidays.calendars.${each}`)}
          </option>
        ))}
      </SelectField>
      {calendar === "country" && (
        <TextField
          name="calendar_country"
          label={t("holidays.country")}
          dir="ltr"
          maxLength={2}
          autoComplete="off"
          defaultValue={settings.calendar_country}
          hint={t("holidays.countryHint")}
          error={submission.errors.calendar_country}
        />
      )}
      {offered.map((day) => (
        <SelectField key={day} name={day} label={t(`holidays.${day}`)} defaultValue={settings[day]} error={submission.errors[day]}>
          {policies.map((policy) => (
            <option key={policy} value={policy}>
              {t(`holidays.policies.${policy}`)}
            </option>
          ))}
        </SelectField>
      ))}
      <FormRefusal submission={submission} />
      <SaveLine busy={submission.busy} saved={saved && !submission.busy} />
    </Form>
  );
}
