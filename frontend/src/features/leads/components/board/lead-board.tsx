import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { Select } from "@/components/ui/select";
import { useCan } from "@/lib/auth/auth-context";
import { cn } from "@/lib/cn";
import { isolated } from "@/lib/format/isolated";
import { moveOf, useBoard, useMoreCards, useMoveCard } from "../../api/board";
import type { Lead, LeadStatus } from "../../api/types";
import { countText, type Place } from "../../board";
import type { LeadFilters } from "../../filters";
import { useCardDrag } from "../../hooks/use-card-drag";
import { useMoveRefusal } from "../../hooks/use-move-refusal";
import { useLeadName } from "../../lead-name";
import { NoLeads } from "../no-leads";
import { CardBody } from "./board-card";
import { BoardColumn } from "./board-column";
import { BoardSkeleton } from "./board-skeleton";

interface LeadBoardProps {
  filters: LeadFilters;
  onClear: () => void;
}

/** Every status as a column. A card moves by mouse, by finger (hold it), by keyboard (its handle) or, on a phone, by its menu. */
export function LeadBoard({ filters, onClear }: LeadBoardProps) {
  const { t } = useTranslation(["leads", "common"]);
  const leadName = useLeadName();
  const mayMove = useCan("leads.edit");
  const { data: board, error, refetch, isPlaceholderData } = useBoard(filters);
  const more = useMoreCards(filters);
  const move = useMoveCard(filters);
  const refusal = useMoveRefusal(move.error);
  const columns = board?.columns ?? [];
  const [chosen, setChosen] = useState<number | null>(null);
  const { drag, shown, onPointerDown, onHandleKey } = useCardDrag({ columns, onDrop: send });

  if (!board) return error ? <Card><Failure error={error} onRetry={() => void refetch()} /></Card> : <BoardSkeleton />;
  if (columns.every(({ count }) => count === 0)) return <Card><NoLeads filters={filters} onClear={onClear} /></Card>;

  const open = columns.find(({ status }) => status.id === chosen) ?? columns[0];
  const statuses = columns.map(({ status }) => status);

  function send(lead: Lead, place: Place) {
    move.mutate(moveOf(columns, lead, place));
  }

  function sendToTop(lead: Lead, status: LeadStatus) {
    const top = columns.find((column) => column.status.id === status.id)?.leads[0]?.id ?? null;
    send(lead, { statusId: status.id, above: top });
  }

  return (
    <div className={cn("space-y-3 transition-opacity duration-150", isPlaceholderData && "opacity-60")}>
      {refusal && (
        <Callout tone="bad" role="alert">
          {refusal}
        </Callout>
      )}
      <div className="md:hidden">
        <Select wide aria-label={t("board.shownColumn")} value={open?.status.id ?? ""} onChange={(event) => setChosen(Number(event.target.value))}>
          {columns.map((column) => (
            <option key={column.status.id} value={column.status.id}>
              {column.status.label} ({countText(column)})
            </option>
          ))}
        </Select>
      </div>
      <p id="board-keys" className="sr-only">
        {t("board.keys")}
      </p>
      <div
        data-board
        className="flex gap-3 max-md:flex-col md:h-[calc(100dvh-var(--banner)-15.5rem)] md:min-h-96 md:overflow-x-auto md:pb-2"
      >
        {shown.map((column) => (
          <BoardColumn
            key={column.status.id}
            column={column}
            statuses={statuses}
            held={drag?.lead ?? null}
            isChosen={column.status.id === open?.status.id}
            mayMove={mayMove}
            loadingMore={more.isPending && more.variables === column.status.id}
            onMore={() => !more.isPending && more.mutate(column.status.id)}
            onPointerDown={onPointerDown}
            onHandleKey={onHandleKey}
            onMoveTo={sendToTop}
          />
        ))}
      </div>
      {drag?.held && (
        <div
          aria-hidden
          inert
          className="pointer-events-none fixed z-40 rotate-1 rounded-medium border border-accent bg-surface shadow-float"
          style={{ left: 0, top: 0, width: drag.held.width, translate: `${drag.held.x}px ${drag.held.y}px` }}
        >
          <CardBody lead={drag.lead} />
        </div>
      )}
      <Announcement
        text={
          drag && !drag.held
            ? t("board.stands", {
                name: isolated(leadName(drag.lead)),
                ...standing(shown, drag.lead.id),
              })
            : ""
        }
      />
    </div>
  );
}

/** Told to whoever moves by keyboard: where the card would be dropped now. */
function Announcement({ text }: { text: string }) {
  return (
    <p role="status" aria-live="assertive" className="sr-only">
      {text}
    </p>
  );
}

function standing(columns: ReturnType<typeof useCardDrag>["shown"], leadId: number) {
  const column = columns.find(({ leads }) => leads.some(({ id }) => id === leadId));
  const index = column?.leads.findIndex(({ id }) => id === leadId) ?? 0;
  return { status: isolated(column?.status.label ?? ""), position: index + 1, total: column?.count ?? 0 };
}
