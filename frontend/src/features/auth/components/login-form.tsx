import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Form, FormRefusal } from "@/components/ui/form";
import { PasswordField } from "@/components/ui/password-field";
import { TextField } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";
import { useAuth } from "@/lib/auth/auth-context";
import { useSubmission } from "@/lib/use-submission";

export function LoginForm() {
  const { t } = useTranslation("auth");
  const { signIn } = useAuth();
  const submission = useSubmission({
    names: ["email", "password", "remember"],
    required: { email: t("error.missingEmail"), password: t("error.missingPassword") },
    send: ({ email, password, remember }) => signIn({ email: email.trim(), password, remember: remember === "on" }),
  });
  return (
    <Form submission={submission} className="space-y-4">
      <TextField
        label={t("email")}
        name="email"
        type="email"
        dir="ltr"
        autoComplete="username"
        inputMode="email"
        maxLength={longest.login.email}
        error={submission.errors.email}
      />
      <PasswordField
        label={t("password")}
        name="password"
        autoComplete="current-password"
        maxLength={longest.login.password}
        error={submission.errors.password}
      />
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <Checkbox name="remember" label={t("remember")} />
        <Link to="/forgot" className="inline-flex min-h-11 items-center text-accent hover:underline md:min-h-8">
          {t("forgot.link")}
        </Link>
      </div>
      <FormRefusal submission={submission} />
      <Button type="submit" tone="primary" disabled={submission.busy} className="min-h-11! w-full text-base">
        {t(submission.busy ? "submitting" : "submit")}
      </Button>
    </Form>
  );
}
