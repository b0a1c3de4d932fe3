import { Check } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { Form, FormRefusal } from "@/components/ui/form";
import { Segmented } from "@/components/ui/segmented";
import { TextField } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";
import { useCan, useMe } from "@/lib/auth/auth-context";
import { languages } from "@/lib/i18n";
import { usePreferences } from "@/lib/preferences/preferences-context";
import { useSubmission } from "@/lib/use-submission";
import { useSaveProfile } from "../api/profile";

export function DetailsCard() {
  const { t } = useTranslation(["account", "common"]);
  const { user, role } = useMe();
  const mayEdit = useCan("profile.edit");
  const { language, setLanguage } = usePreferences();
  return (
    <Card title={t("details.title")}>
      <div className="space-y-5 px-(--card) pb-(--card)">
        {mayEdit && <NameForm />}
        <Facts>
          {!mayEdit && <Fact name={t("details.name")}>{user.full_name}</Fact>}
          <Fact name={t("details.email")}>
            <bdi dir="ltr">{user.email}</bdi>
          </Fact>
          <Fact name={t("details.role")}>{t(`common:role.${role}`)}</Fact>
        </Facts>
        <div>
          <p className="mb-1 text-sm font-medium">{t("details.language")}</p>
          <Segmented
            label={t("details.language")}
            value={language}
            options={languages.map((value) => ({ value, label: t(`common:language.${value}`) }))}
            onChange={setLanguage}
          />
        </div>
      </div>
    </Card>
  );
}

function NameForm() {
  const { t } = useTranslation("account");
  const { user } = useMe();
  const save = useSaveProfile();
  const [saved, setSaved] = useState(false);
  const submission = useSubmission({
    names: ["full_name"],
    required: { full_name: t("details.missingName") },
    send: async ({ full_name }) => {
      await save.mutateAsync({ full_name: full_name.trim() });
      setSaved(true);
    },
  });
  return (
    <Form submission={submission} className="space-y-3">
      <TextField
        label={t("details.name")}
        name="full_name"
        autoComplete="name"
        dir="auto"
        maxLength={longest.profile.full_name}
        defaultValue={user.full_name}
        onChange={() => setSaved(false)}
        className="text-page-start"
        error={submission.errors.full_name}
      />
      <FormRefusal submission={submission} />
      <div className="flex items-center gap-3">
        <Button type="submit" disabled={submission.busy}>
          {t("details.save")}
        </Button>
        <span role="status" className="flex items-center gap-1 text-sm text-ink-2">
          {saved && (
            <>
              <Check aria-hidden className="size-4 text-ok" strokeWidth={2} />
              {t("details.saved")}
            </>
          )}
        </span>
      </div>
    </Form>
  );
}
