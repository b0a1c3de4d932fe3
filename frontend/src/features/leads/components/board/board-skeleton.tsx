import { useTranslation } from "react-i18next";
import { Skeleton } from "@/components/ui/skeleton";

/** The board in its own layout before it is known. */
export function BoardSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t("state.loading")} className="flex gap-3 overflow-hidden">
      {[3, 2, 4, 1].map((cards, column) => (
        <div key={column} className="w-full shrink-0 space-y-2 rounded-large bg-sunken p-2 md:w-70">
          <Skeleton className="mx-1.5 my-2 h-4 w-24" />
          {Array.from({ length: cards }, (_, card) => (
            <div key={card} className="space-y-2.5 rounded-medium border border-line bg-surface p-3">
              <Skeleton className="h-4 w-32" />
              <Skeleton className="h-3 w-24" />
              <Skeleton className="h-3 w-40" />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
