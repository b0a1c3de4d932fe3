import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";

export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("block animate-pulse rounded-small bg-line", className)} />;
}

/** The rows of a list before they are known, in the list's own layout. */
export function SkeletonRows({ count = 6 }: { count?: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t("state.loading")} className="divide-y divide-line">
      {Array.from({ length: count }, (_, row) => (
        <div key={row} className="flex items-center gap-3 px-(--card) py-(--row)">
          <Skeleton className="size-9 rounded-full" />
          <div className="grow space-y-2 py-1">
            <Skeleton className="h-3.5 w-32" />
            <Skeleton className="h-3 w-3/5" />
          </div>
          <Skeleton className="h-5 w-20 rounded-full" />
        </div>
      ))}
    </div>
  );
}
