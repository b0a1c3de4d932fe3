import { Eye, EyeOff } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { TextField } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";
import { useLogin } from "../hooks/use-login";

export function LoginForm() {
  const { t } = useTranslation("auth");
  const { missing, refusal, busy, submit } = useLogin();
  const [visible, setVisible] = useState(false);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void submit(String(form.get("email")).trim(), String(form.get("password")));
  }

  return (
    <form onSubmit={onSubmit} noValidate className="space-y-4">
      <TextField
        label={t("email")}
        name="email"
        type="email"
        dir="ltr"
        autoComplete="username"
        inputMode="email"
        maxLength={longest.login.email}
        error={missing.email ? t("error.missingEmail") : undefined}
      />
      <div className="relative">
        <TextField
          label={t("password")}
          name="password"
          type={visible ? "text" : "password"}
          dir="ltr"
          autoComplete="current-password"
          maxLength={longest.login.password}
          className="pe-11 rtl:ps-11 rtl:pe-3"
          error={missing.password ? t("error.missingPassword") : undefined}
        />
        <IconButton
          icon={visible ? EyeOff : Eye}
          label={t("showPassword")}
          aria-pressed={visible}
          onClick={() => setVisible(!visible)}
          className="absolute end-0 top-[1.5rem]"
        />
      </div>
      {refusal && (
        <p role="alert" className="rounded-small bg-bad-soft px-3 py-2 text-bad">
          {refusal}
        </p>
      )}
      <Button type="submit" tone="primary" disabled={busy} className="min-h-11! w-full text-base">
        {t(busy ? "submitting" : "submit")}
      </Button>
    </form>
  );
}
