import { useTranslation } from "react-i18next";
import { Navigate, useLocation } from "react-router";
import { Segmented } from "@/components/ui/segmented";
import { LoginForm } from "@/features/auth/components/login-form";
import { useAuth } from "@/lib/auth/auth-context";
import { languages } from "@/lib/i18n";
import { usePreferences } from "@/lib/preferences/preferences-context";
import { usePageTitle } from "@/lib/use-page-title";
import { BrandMark } from "../shell/brand-mark";

export function LoginPage() {
  const { t } = useTranslation(["auth", "common"]);
  const { state } = useAuth();
  const { language, setLanguage } = usePreferences();
  const location = useLocation();
  usePageTitle(t("title"));

  if (state.status === "signed-in") {
    const from: unknown = location.state?.from;
    return <Navigate to={typeof from === "string" ? from : "/calls"} replace />;
  }
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="w-full max-w-96">
        <div className="mb-6 flex items-center gap-3">
          <BrandMark />
          <span className="text-lg font-bold" dir="ltr">
            {t("common:product")}
          </span>
        </div>
        <div className="rounded-large border border-line bg-surface p-6 shadow-lift">
          <h1>{t("title")}</h1>
          <p className="mt-1 mb-6 text-ink-2">{t("subtitle")}</p>
          <LoginForm />
        </div>
        <div className="mt-5 flex justify-center">
          <Segmented
            label={t("common:menu.language")}
            value={language}
            options={languages.map((value) => ({ value, label: t(`common:language.${value}`) }))}
            onChange={setLanguage}
          />
        </div>
      </div>
    </main>
  );
}
