import { CloudOff } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useLocation } from "react-router";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { useAuth } from "@/lib/auth/auth-context";
import { ClosedPage } from "./pages/closed-page";

/** Shows its children to signed-in users only; others are sent to sign in and brought back. */
export function AuthGuard({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { state, retry } = useAuth();
  const location = useLocation();
  switch (state.status) {
    case "signed-in":
      return children;
    case "anonymous": {
      const here = location.pathname + location.search;
      const comesBack = state.left !== "signed-out" && here !== "/";
      return <Navigate to={comesBack ? `/login?next=${encodeURIComponent(here)}` : "/login"} replace />;
    }
    case "closed":
      return <ClosedPage refusal={state.refusal} />;
    case "unreachable":
      return (
        <main className="grid min-h-dvh place-items-center">
          <Notice page role="alert" icon={CloudOff} title={t("state.offline")} hint={t("state.offlineHint")}>
            <Button onClick={retry}>{t("state.retry")}</Button>
          </Notice>
        </main>
      );
    case "starting":
      return <p role="status" className="sr-only">{t("state.loading")}</p>;
  }
}
