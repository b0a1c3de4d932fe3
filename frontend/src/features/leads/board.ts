import type { Board, Column, Lead } from "./api/types";

/** Where a card goes: into a column, right above another card or, with null, to the end of what is shown. */
export interface Place {
  statusId: number;
  above: number | null;
}

/** "1000+" where the server stopped counting. */
export function countText({ count, has_more_than_count }: Pick<Column, "count" | "has_more_than_count">): string {
  return has_more_than_count ? `${count}+` : String(count);
}

export function cardOf(columns: Column[], leadId: number): Lead | undefined {
  return columns.flatMap(({ leads }) => leads).find(({ id }) => id === leadId);
}

export function placeOf(columns: Column[], leadId: number): Place | null {
  for (const { status, leads } of columns) {
    const index = leads.findIndex(({ id }) => id === leadId);
    if (index >= 0) return { statusId: status.id, above: leads[index + 1]?.id ?? null };
  }
  return null;
}

/** The board as it is once the card stands there. A neighbour that has left meanwhile counts as the end of its column. */
export function withCardAt(columns: Column[], leadId: number, place: Place): Column[] {
  const card = cardOf(columns, leadId);
  if (!card || !columns.some(({ status }) => status.id === place.statusId)) return columns;
  return columns.map((column) => {
    const others = column.leads.filter(({ id }) => id !== leadId);
    const count = column.count - (column.leads.length - others.length);
    if (column.status.id !== place.statusId) return { ...column, count, leads: others };
    const found = others.findIndex(({ id }) => id === place.above);
    const index = found < 0 ? others.length : found;
    return { ...column, count: count + 1, leads: others.toSpliced(index, 0, { ...card, status: column.status }) };
  });
}

/** What the server is told of a place: the card above it, else the one below. */
export function neighbours(columns: Column[], leadId: number, place: Place): { after_id: number | null; before_id: number | null } {
  const leads = columns.find(({ status }) => status.id === place.statusId)?.leads.filter(({ id }) => id !== leadId) ?? [];
  const found = leads.findIndex(({ id }) => id === place.above);
  const index = found < 0 ? leads.length : found;
  return { after_id: leads[index - 1]?.id ?? null, before_id: leads[index]?.id ?? null };
}

export type Step = "up" | "down" | "next" | "previous";

/** One step with the arrow keys; the same place where there is no further. */
export function stepped(columns: Column[], leadId: number, step: Step): Place | null {
  const at = columns.findIndex(({ leads }) => leads.some(({ id }) => id === leadId));
  const column = columns[at];
  if (!column) return null;
  const index = column.leads.findIndex(({ id }) => id === leadId);
  const others = column.leads.filter(({ id }) => id !== leadId);
  if (step === "up" || step === "down") {
    const next = Math.min(Math.max(index + (step === "up" ? -1 : 1), 0), others.length);
    return { statusId: column.status.id, above: others[next]?.id ?? null };
  }
  const target = columns[at + (step === "next" ? 1 : -1)];
  if (!target) return placeOf(columns, leadId);
  return { statusId: target.status.id, above: target.leads[index]?.id ?? null };
}

/** Adds a further page to its column. Cards that moved up meanwhile are not shown twice. */
export function withPage(board: Board, statusId: number, leads: Lead[], next: string | null): Board {
  const columns = board.columns.map((column) => {
    if (column.status.id !== statusId) return column;
    const shown = new Set(column.leads.map(({ id }) => id));
    return { ...column, next, leads: [...column.leads, ...leads.filter(({ id }) => !shown.has(id))] };
  });
  return { ...board, columns };
}
