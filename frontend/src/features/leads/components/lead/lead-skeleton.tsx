import { useTranslation } from "react-i18next";
import { Skeleton } from "@/components/ui/skeleton";

/** The lead page in its own layout before the lead is known. */
export function LeadSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t("state.loading")} className="grid gap-5">
      <div className="space-y-2.5 pt-8">
        <Skeleton className="h-6 w-44" />
        <Skeleton className="h-4 w-28" />
      </div>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)]">
        <div className="space-y-6 rounded-large border border-line bg-surface p-(--card)">
          {Array.from({ length: 6 }, (_, row) => (
            <div key={row} className="flex gap-8">
              <Skeleton className="h-4 w-16" />
              <Skeleton className="h-4 w-36" />
            </div>
          ))}
        </div>
        <div className="space-y-4 rounded-large border border-line bg-surface p-(--card)">
          <Skeleton className="h-4 w-20" />
          <Skeleton className="h-4 w-3/5" />
        </div>
      </div>
    </div>
  );
}
