import { useTranslation } from "react-i18next";
import { Skeleton } from "@/components/ui/skeleton";

/** The call page in its own layout before the call is known. */
export function CallSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t("state.loading")} className="grid gap-5">
      <div className="space-y-2.5 pt-8">
        <Skeleton className="h-6 w-56" />
        <Skeleton className="h-4 w-72" />
      </div>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)]">
        <div className="space-y-5 rounded-large border border-line bg-surface p-(--card)">
          <Skeleton className="h-13" />
          {[60, 75, 85, 40, 70].map((percent) => (
            <div key={percent} className="flex gap-4">
              <Skeleton className="h-4 w-12" />
              <Skeleton className="h-4 w-3/5" />
            </div>
          ))}
        </div>
        <div className="space-y-3 rounded-large max-lg:order-first border border-line bg-surface p-(--card)">
          <Skeleton className="h-4 w-24" />
          <Skeleton className="h-4 w-40" />
          <Skeleton className="h-4 w-36" />
        </div>
      </div>
    </div>
  );
}
