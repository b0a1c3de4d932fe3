import { DoorClosed } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { ApiError } from "@/lib/api/error";
import { useAuth } from "@/lib/auth/auth-context";
import { usePageTitle } from "@/lib/use-page-title";

const titles = { business_not_ready: "closed.notReady", business_setup_failed: "closed.setupFailed" } as const;

/** In the place of everything, while the business is suspended or not open yet. */
export function ClosedPage({ refusal }: { refusal: ApiError }) {
  const { t } = useTranslation();
  const { retry } = useAuth();
  const title = t(titles[refusal.code as keyof typeof titles] ?? "closed.suspended");
  usePageTitle(title);
  return (
    <main className="grid min-h-dvh place-items-center">
      <Notice page role="alert" icon={DoorClosed} title={title} hint={refusal.message || t("closed.hint")}>
        <Button onClick={retry}>{t("state.retry")}</Button>
      </Notice>
    </main>
  );
}
