import { VenetianMask } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { useEndImpersonation } from "@/features/auth/api/end-impersonation";
import { session } from "@/lib/api/session";
import { useMe } from "@/lib/auth/auth-context";
import { isolated } from "@/lib/format/isolated";
import { useFormat } from "@/lib/format/use-format";

/** On every page while one of the platform's people acts as a member: who, why, until when, and the way out. */
export function ImpersonationBanner() {
  const { t } = useTranslation();
  const { user, impersonation } = useMe();
  const format = useFormat();
  const end = useEndImpersonation();
  useAskAfter(impersonation?.ends_at ?? null);
  if (!impersonation) return null;
  const { by, reason, ends_at } = impersonation;
  return (
    <section
      aria-label={t("impersonation.label")}
      className="sticky top-0 z-30 flex h-(--banner) items-center gap-3 border-b border-warn/30 bg-warn-soft px-4 md:px-6"
    >
      <VenetianMask aria-hidden className="size-5 shrink-0 text-warn" strokeWidth={1.7} />
      <div className="min-w-0 grow md:flex md:items-baseline md:gap-3">
        <p className="truncate font-semibold text-warn">{t("impersonation.as", { name: isolated(user.full_name || user.email) })}</p>
        <p className="truncate text-sm text-ink-2">
          {t("impersonation.until", { by: isolated(by), time: format.time(ends_at) })}
          <span className="max-md:hidden"> · {t("impersonation.reason", { reason: isolated(reason) })}</span>
        </p>
      </div>
      {end.isError && (
        <p role="alert" className="text-sm text-bad">
          {t("impersonation.failed")}
        </p>
      )}
      <Button onClick={() => end.mutate()} disabled={end.isPending}>
        {t("impersonation.end")}
      </Button>
    </section>
  );
}

/** The server ends it at that moment, by its own clock; this page then asks whether it has. */
function useAskAfter(moment: string | null) {
  useEffect(() => {
    if (!moment) return;
    const timer = setTimeout(() => void session.refresh().catch(() => undefined), Math.max(0, Date.parse(moment) - Date.now()) + 1000);
    return () => clearTimeout(timer);
  }, [moment]);
}
