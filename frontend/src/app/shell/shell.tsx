import { useTranslation } from "react-i18next";
import { Outlet, ScrollRestoration } from "react-router";
import { useMe } from "@/lib/auth/auth-context";
import { cn } from "@/lib/cn";
import { LiveProvider } from "../live/live-provider";
import { BottomBar } from "./bottom-bar";
import { ConnectionNotice } from "./connection-notice";
import { ImpersonationBanner } from "./impersonation-banner";
import { Sidebar } from "./sidebar";
import { TopBar } from "./top-bar";
import { useOwnLanguage } from "./use-own-language";

export function Shell() {
  const { t } = useTranslation();
  const { impersonation } = useMe();
  useOwnLanguage();
  return (
    <LiveProvider>
      <a
        href="#content"
        className="sr-only z-40 rounded-small bg-accent text-accent-ink focus:not-sr-only focus:fixed focus:start-4 focus:top-2 focus:px-3 focus:py-2"
      >
        {t("skipToContent")}
      </a>
      <div className={cn(impersonation && "[--banner:3.75rem] md:[--banner:3rem]")}>
        <ImpersonationBanner />
        <div className="flex">
          <Sidebar />
          <div className="flex min-h-[calc(100dvh-var(--banner))] min-w-0 grow flex-col">
            <TopBar />
            <main id="content" tabIndex={-1} className="grow pb-20 outline-none md:pb-0">
              <Outlet />
            </main>
          </div>
        </div>
      </div>
      <BottomBar />
      <ConnectionNotice />
      <ScrollRestoration />
    </LiveProvider>
  );
}
