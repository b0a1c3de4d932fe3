import { MailCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button } from "@/components/ui/button";
import { buttonLook } from "@/components/ui/button-look";
import { Form, FormRefusal } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";
import { isolated } from "@/lib/format/isolated";
import { useSubmission } from "@/lib/use-submission";
import { askForResetLink } from "../api/links";
import { DoorMessage } from "./door-message";

/** Says the same for every address: who has an account is nobody's business. */
export function ForgotForm() {
  const { t } = useTranslation("auth");
  const [sentTo, setSentTo] = useState("");
  const submission = useSubmission({
    names: ["email"],
    required: { email: t("error.missingEmail") },
    send: async ({ email }) => {
      await askForResetLink(email.trim());
      setSentTo(email.trim());
    },
  });
  if (sentTo) {
    return (
      <DoorMessage icon={MailCheck} title={t("forgot.sent")} hint={t("forgot.sentHint", { email: isolated(sentTo) })}>
        <Link to="/login" className={buttonLook("primary")}>
          {t("toLogin")}
        </Link>
        <Button tone="quiet" onClick={() => setSentTo("")}>
          {t("forgot.again")}
        </Button>
      </DoorMessage>
    );
  }
  return (
    <>
      <h1>{t("forgot.title")}</h1>
      <p className="mt-1 mb-6 text-pretty text-ink-2">{t("forgot.text")}</p>
      <Form submission={submission} className="space-y-4">
        <TextField
          label={t("email")}
          name="email"
          type="email"
          dir="ltr"
          autoComplete="username"
          inputMode="email"
          maxLength={longest.passwordReset.email}
          error={submission.errors.email}
        />
        <FormRefusal submission={submission} />
        <Button type="submit" tone="primary" disabled={submission.busy} className="min-h-11! w-full text-base">
          {t("forgot.submit")}
        </Button>
        <Link to="/login" className={`${buttonLook("quiet")} w-full`}>
          {t("toLogin")}
        </Link>
      </Form>
    </>
  );
}
