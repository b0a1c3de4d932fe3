import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Form, FormRefusal } from "@/components/ui/form";
import { PasswordField } from "@/components/ui/password-field";
import { PasswordOwner } from "@/components/ui/password-owner";
import { longest } from "@/lib/api/longest";
import { useMe } from "@/lib/auth/auth-context";
import { useSubmission } from "@/lib/use-submission";
import { useChangePassword } from "../api/profile";

export function PasswordCard() {
  const { t } = useTranslation(["account", "common"]);
  const { user } = useMe();
  const change = useChangePassword();
  const [done, setDone] = useState(false);
  const [round, setRound] = useState(0);
  const submission = useSubmission({
    names: ["current_password", "new_password"],
    required: { current_password: t("password.missing"), new_password: t("password.missing") },
    send: async (passwords) => {
      setDone(false);
      await change.mutateAsync(passwords);
      setDone(true);
      setRound(round + 1);
    },
  });
  return (
    <Card title={t("password.title")}>
      <div className="space-y-4 px-(--card) pb-(--card)">
        <p className="text-pretty text-ink-2">{t("password.text")}</p>
        <Form key={round} submission={submission} className="space-y-4">
          <PasswordOwner email={user.email} />
          <PasswordField
            label={t("password.current")}
            name="current_password"
            autoComplete="current-password"
            maxLength={longest.passwordChange.current_password}
            error={submission.errors.current_password}
          />
          <PasswordField
            label={t("password.new")}
            name="new_password"
            autoComplete="new-password"
            maxLength={longest.passwordChange.new_password}
            hint={t("common:passwordHint")}
            error={submission.errors.new_password}
          />
          <FormRefusal submission={submission} />
          <Button type="submit" disabled={submission.busy}>
            {t("password.submit")}
          </Button>
        </Form>
        {done && (
          <Callout tone="ok" role="status">
            {t("password.done")}
          </Callout>
        )}
      </div>
    </Card>
  );
}
