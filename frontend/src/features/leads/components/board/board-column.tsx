import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { LoadMore } from "@/components/ui/load-more";
import { cn } from "@/lib/cn";
import type { Column, Lead } from "../../api/types";
import { countText } from "../../board";
import { BoardCard } from "./board-card";

interface BoardColumnProps extends Pick<ComponentProps<typeof BoardCard>, "statuses" | "mayMove" | "onPointerDown" | "onHandleKey" | "onMoveTo"> {
  column: Column;
  held: Lead | null;
  /** The one that a phone shows. */
  isChosen: boolean;
  loadingMore: boolean;
  onMore: () => void;
}

export function BoardColumn({ column, held, isChosen, loadingMore, onMore, ...card }: BoardColumnProps) {
  const { t } = useTranslation("leads");
  const { status, count, leads, next } = column;
  const takesCard = held !== null && leads.some(({ id }) => id === held.id);
  return (
    <section
      data-column={status.id}
      aria-label={t("board.column", { status: status.label, count })}
      className={cn(
        "flex flex-col rounded-large bg-sunken transition-colors duration-100 md:w-70 md:shrink-0",
        takesCard && "bg-accent-soft/60",
        !isChosen && "max-md:hidden",
      )}
    >
      <header className="flex items-center gap-2 px-3.5 pt-3 pb-2 max-md:hidden">
        <span aria-hidden className="size-2.5 shrink-0 rounded-full" style={{ backgroundColor: status.colour }} />
        <h2 dir="auto" className="min-w-0 grow truncate text-page-start">
          {status.label}
        </h2>
        <span className="text-sm text-ink-3">{countText(column)}</span>
      </header>
      <div data-cards className="min-h-0 grow px-2 pb-2 max-md:pt-2 md:overflow-y-auto md:overscroll-contain">
        <ul className="min-h-24 space-y-2">
          {leads.map((lead) => (
            <BoardCard key={lead.id} lead={lead} isHeld={held?.id === lead.id} {...card} />
          ))}
          {leads.length === 0 && (
            <li className="grid min-h-24 place-items-center rounded-medium border border-dashed border-line-strong px-3 text-center text-sm text-ink-3">
              {t("board.emptyColumn")}
            </li>
          )}
        </ul>
        <LoadMore hasMore={next !== null} loading={loadingMore} onMore={onMore} />
      </div>
    </section>
  );
}
