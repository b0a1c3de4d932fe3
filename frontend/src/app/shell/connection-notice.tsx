import { RefreshCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useLiveState } from "@/lib/live/live-context";

/** Calm, and only after a moment: most interruptions are over before they could be read. */
export function ConnectionNotice() {
  const { t } = useTranslation();
  const lost = useLiveState() === "lost";
  return (
    <div role="status" className="pointer-events-none fixed inset-x-4 bottom-20 z-20 flex justify-center md:bottom-5">
      {lost && (
        <p className="flex animate-enter items-center gap-2.5 rounded-medium border border-line bg-surface px-4 py-2.5 text-sm text-ink-2 shadow-float [animation-delay:1500ms] [animation-fill-mode:backwards]">
          <RefreshCw aria-hidden className="size-4 shrink-0 text-warn" strokeWidth={1.7} />
          {t("connection.lost")}
        </p>
      )}
    </div>
  );
}
