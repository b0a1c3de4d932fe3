import { CircleCheck, Link2Off } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button } from "@/components/ui/button";
import { buttonLook } from "@/components/ui/button-look";
import { Form, FormRefusal } from "@/components/ui/form";
import { PasswordField } from "@/components/ui/password-field";
import { longest } from "@/lib/api/longest";
import { useAuth } from "@/lib/auth/auth-context";
import { useSubmission } from "@/lib/use-submission";
import { isLinkInvalid, resetPassword } from "../api/links";
import { DoorMessage } from "./door-message";

/** A new password by the link of an e-mail. */
export function ResetForm({ uid, token }: { uid: string; token: string }) {
  const { t } = useTranslation(["auth", "common"]);
  const { leave } = useAuth();
  const [outcome, setOutcome] = useState<"open" | "done" | "invalid">("open");
  const submission = useSubmission({
    names: ["new_password"],
    required: { new_password: t("error.missingPassword") },
    send: async ({ new_password }) => {
      try {
        await resetPassword({ uid, token, new_password });
        setOutcome("done");
        leave("signed-out");
      } catch (error) {
        if (!isLinkInvalid(error)) throw error;
        setOutcome("invalid");
      }
    },
  });
  if (outcome === "done") {
    return (
      <DoorMessage icon={CircleCheck} title={t("reset.done")} hint={t("reset.doneHint")}>
        <Link to="/login" replace className={buttonLook("primary")}>
          {t("submit")}
        </Link>
      </DoorMessage>
    );
  }
  if (outcome === "invalid") {
    return (
      <DoorMessage icon={Link2Off} title={t("reset.invalid")} hint={t("reset.invalidHint")}>
        <Link to="/forgot" replace className={buttonLook("primary")}>
          {t("reset.again")}
        </Link>
      </DoorMessage>
    );
  }
  return (
    <>
      <h1>{t("reset.title")}</h1>
      <p className="mt-1 mb-6 text-pretty text-ink-2">{t("reset.text")}</p>
      <Form submission={submission} className="space-y-4">
        <PasswordField
          label={t("reset.password")}
          name="new_password"
          autoComplete="new-password"
          maxLength={longest.passwordResetConfirm.new_password}
          hint={t("common:passwordHint")}
          error={submission.errors.new_password}
        />
        <FormRefusal submission={submission} />
        <Button type="submit" tone="primary" disabled={submission.busy} className="min-h-11! w-full text-base">
          {t("reset.submit")}
        </Button>
      </Form>
    </>
  );
}
