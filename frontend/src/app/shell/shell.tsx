import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Outlet, ScrollRestoration } from "react-router";
import { useMe } from "@/lib/auth/auth-context";
import { languages } from "@/lib/i18n";
import { usePreferences } from "@/lib/preferences/preferences-context";
import { LiveProvider } from "../live/live-provider";
import { BottomBar } from "./bottom-bar";
import { ConnectionNotice } from "./connection-notice";
import { Sidebar } from "./sidebar";
import { TopBar } from "./top-bar";

export function Shell() {
  const { t } = useTranslation();
  useBusinessLanguage();
  return (
    <LiveProvider>
      <a
        href="#content"
        className="sr-only z-40 rounded-small bg-accent text-accent-ink focus:not-sr-only focus:fixed focus:start-4 focus:top-2 focus:px-3 focus:py-2"
      >
        {t("skipToContent")}
      </a>
      <div className="flex">
        <Sidebar />
        <div className="flex min-h-dvh min-w-0 grow flex-col">
          <TopBar />
          <main id="content" tabIndex={-1} className="grow pb-20 outline-none md:pb-0">
            <Outlet />
          </main>
        </div>
      </div>
      <BottomBar />
      <ConnectionNotice />
      <ScrollRestoration />
    </LiveProvider>
  );
}

function useBusinessLanguage() {
  const { business } = useMe();
  const { suggestLanguage } = usePreferences();
  useEffect(() => {
    const language = languages.find((known) => known === business.language);
    if (language) suggestLanguage(language);
  }, [business.language, suggestLanguage]);
}
