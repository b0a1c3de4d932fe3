import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";

interface SkeletonProps {
  className?: string;
  round?: boolean;
}

export function Skeleton({ className, round = false }: SkeletonProps) {
  return <span aria-hidden className={cn("block animate-pulse bg-line", round ? "rounded-full" : "rounded-small", className)} />;
}

/** The rows of a list before they are known, in the list's own layout. */
export function SkeletonRows({ count = 6 }: { count?: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t("state.loading")} className="divide-y divide-line">
      {Array.from({ length: count }, (_, row) => (
        <div key={row} className="flex items-center gap-3 px-(--card) py-(--row)">
          <Skeleton round className="size-(--avatar)" />
          <div className="grow space-y-2 py-1">
            <Skeleton className="h-3.5 w-32" />
            <Skeleton className="h-3 w-3/5" />
          </div>
          <Skeleton round className="h-5 w-20" />
        </div>
      ))}
    </div>
  );
}
