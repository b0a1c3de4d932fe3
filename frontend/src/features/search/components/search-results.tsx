import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useErrorText } from "@/lib/api/use-error-text";
import { cn } from "@/lib/cn";
import { isolated } from "@/lib/format/isolated";
import type { useSearch } from "../api/search";
import { groups, type Hit } from "../hits";
import { HitRow } from "./hit-row";

interface SearchResultsProps {
  id: string;
  text: string;
  isLongEnough: boolean;
  search: ReturnType<typeof useSearch>;
  hits: Hit[];
  active?: Hit;
  onActive: (hit: Hit) => void;
  onChoose: (hit: Hit) => void;
}

/** What was found, by what it is. */
export function SearchResults({ id, text, isLongEnough, search, hits, active, onActive, onChoose }: SearchResultsProps) {
  const { t } = useTranslation(["search", "common"]);
  const refusal = useErrorText()(search.error);

  useEffect(() => {
    if (active) document.getElementById(`${id}-${active.key}`)?.scrollIntoView({ block: "nearest" });
  }, [id, active]);

  return (
    <div
      className={cn(
        "overflow-y-auto bg-surface max-md:min-h-0 max-md:grow md:absolute md:inset-x-0 md:top-full md:z-30 md:mt-1.5 md:max-h-[min(32rem,calc(100dvh-8rem))] md:animate-enter md:rounded-medium md:border md:border-line md:shadow-float",
        search.isPlaceholderData && "[&>*]:opacity-60",
      )}
    >
      {!isLongEnough && <Said>{t("short")}</Said>}
      {isLongEnough && search.isPending && <Waiting />}
      {isLongEnough && refusal && !search.data && (
        <div role="alert" className="flex flex-wrap items-center gap-3 px-4 py-4">
          <p className="grow text-bad">{refusal}</p>
          <Button onClick={() => void search.refetch()}>{t("common:state.retry")}</Button>
        </div>
      )}
      {isLongEnough && search.data && hits.length === 0 && <Said>{t("nothing", { text: isolated(text) })}</Said>}
      <div id={id} role="listbox" aria-label={t("found")}>
        {groups.map((group) => {
          const own = hits.filter((hit) => hit.group === group);
          if (own.length === 0) return null;
          return (
            <div key={group} role="group" aria-label={t(`group.${group}`)} className="border-b border-line py-1.5 last:border-b-0">
              <p aria-hidden className="px-4 py-1 text-xs text-ink-3">
                {t(`group.${group}`)}
              </p>
              {own.map((hit) => (
                <HitRow key={hit.key} id={`${id}-${hit.key}`} hit={hit} isActive={hit === active} onActive={() => onActive(hit)} onChoose={() => onChoose(hit)} />
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Said({ children }: { children: string }) {
  return (
    <p role="status" className="px-4 py-5 text-center text-ink-2">
      {children}
    </p>
  );
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t("state.loading")} className="space-y-3.5 px-4 py-4">
      {[48, 36, 44].map((width) => (
        <div key={width} className="flex items-center gap-3">
          <Skeleton round className="size-8" />
          <Skeleton className="h-4 w-1/2" />
        </div>
      ))}
    </div>
  );
}
