import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { LiveDot } from "@/components/ui/live-dot";
import { useRunningCalls } from "../api/list-calls";

/** "2 שיחות עכשיו", on a phone their number beside the dot, on every page while a call runs. Opens the call, or the list when there are several. */
export function LiveChip() {
  const { t } = useTranslation();
  const running = useRunningCalls();
  const only = running.length === 1 ? running[0] : undefined;
  return (
    <div role="status">
      {running.length > 0 && (
        <Link
          to={only ? `/calls/${only.id}` : "/calls"}
          className="inline-flex min-h-11 items-center md:min-h-9"
        >
          <span className="inline-flex animate-enter items-center gap-2 rounded-full bg-ok-soft px-3 py-1.5 text-sm font-semibold whitespace-nowrap text-ok">
            <LiveDot />
            <span aria-hidden className="md:hidden">
              {running.length}
            </span>
            <span className="max-md:sr-only">{t("runningCalls", { count: running.length })}</span>
          </span>
        </Link>
      )}
    </div>
  );
}
