import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Segmented } from "@/components/ui/segmented";
import { languages } from "@/lib/i18n";
import { usePreferences } from "@/lib/preferences/preferences-context";
import { BrandMark } from "./shell/brand-mark";

/** The frame of every page outside: one card in the middle, and the language below it. */
export function Door({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { language, setLanguage } = usePreferences();
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="w-full max-w-96">
        <div className="mb-6 flex items-center gap-3">
          <BrandMark />
          <span className="text-lg font-bold" dir="ltr">
            {t("product")}
          </span>
        </div>
        <div className="rounded-large border border-line bg-surface p-6 shadow-lift">{children}</div>
        <div className="mt-5 flex justify-center">
          <Segmented
            label={t("menu.language")}
            value={language}
            options={languages.map((value) => ({ value, label: t(`language.${value}`) }))}
            onChange={setLanguage}
          />
        </div>
      </div>
    </main>
  );
}
