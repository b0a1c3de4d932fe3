import { keepPreviousData, type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { useMe } from "@/lib/auth/auth-context";
import { nextCursor } from "@/lib/api/paging";
import { neighbours, type Place, withCardAt, withPage } from "../board";
import { askedBy, type LeadFilters } from "../filters";
import { leadKeys } from "./keys";
import type { Board, Lead } from "./types";

type Asked = ReturnType<typeof askedBy>;

/** All columns with their first cards, each asked again as far down as it was shown. */
export function useBoard(filters: LeadFilters) {
  const queries = useQueryClient();
  const { timezone } = useMe().business;
  const key = leadKeys.board(filters);
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const shown = queries.getQueryData<Board>(key);
      const asked = askedBy(filters, timezone);
      const board = await unwrap(api.GET("/api/v1/leads/board/", { params: { query: asked }, signal }));
      return asDeepAs(shown, board, asked, signal);
    },
    placeholderData: keepPreviousData,
  });
}

/** The next cards of one column. */
export function useMoreCards(filters: LeadFilters) {
  const queries = useQueryClient();
  const { timezone } = useMe().business;
  const key = leadKeys.board(filters);
  return useMutation({
    mutationFn: async (statusId: number) => {
      const cursor = cursorOf(queries.getQueryData<Board>(key), statusId);
      return cursor ? fetchPage(askedBy(filters, timezone), statusId, cursor) : null;
    },
    onSuccess: (page, statusId) => {
      if (page) queries.setQueryData<Board>(key, (board) => board && withPage(board, statusId, page.results, page.next));
    },
  });
}

/** Moves the card at once; when the server refuses, the board is as it was. */
export function useMoveCard(filters: LeadFilters) {
  const queries = useQueryClient();
  const key = leadKeys.board(filters);
  return useMutation({
    scope: { id: "board" },
    mutationFn: ({ lead, place, ...around }: { lead: Lead; place: Place; after_id: number | null; before_id: number | null }) =>
      unwrap(api.POST("/api/v1/leads/{lead_id}/move/", { params: { path: { lead_id: lead.id } }, body: { status_id: place.statusId, ...around } })),
    onMutate: async ({ lead, place }) => {
      await queries.cancelQueries({ queryKey: key, exact: true });
      const before = queries.getQueryData<Board>(key);
      queries.setQueryData<Board>(key, (board) => board && { ...board, columns: withCardAt(board.columns, lead.id, place) });
      return { before };
    },
    onError: (_error, _move, context) => queries.setQueryData(key, context?.before),
    onSettled: (_lead, _error, { lead }) => refreshAround(queries, lead.id),
  });
}

export function moveOf(columns: Board["columns"], lead: Lead, place: Place) {
  return { lead, place, ...neighbours(columns, lead.id, place) };
}

async function refreshAround(queries: QueryClient, leadId: number) {
  // While further moves wait their turn, the answer would not know them yet.
  if (queries.isMutating({ predicate: ({ options }) => options.scope?.id === "board" }) > 1) return;
  void queries.invalidateQueries({ queryKey: leadKeys.lists });
  void queries.invalidateQueries({ queryKey: leadKeys.detail(leadId) });
  await queries.invalidateQueries({ queryKey: leadKeys.boards });
}

async function asDeepAs(shown: Board | undefined, fresh: Board, asked: Asked, signal: AbortSignal): Promise<Board> {
  let board = fresh;
  for (const { status, leads } of shown?.columns ?? []) {
    const enough = leads.length;
    let column = board.columns.find((candidate) => candidate.status.id === status.id);
    while (column?.next && column.leads.length < enough) {
      const page = await fetchPage(asked, status.id, cursorOf(board, status.id) ?? "", signal);
      board = withPage(board, status.id, page.results, page.next);
      column = board.columns.find((candidate) => candidate.status.id === status.id);
    }
  }
  return board;
}

function fetchPage(asked: Asked, statusId: number, cursor: string, signal?: AbortSignal) {
  return unwrap(
    api.GET("/api/v1/leads/board/{lead_status_id}/", { params: { path: { lead_status_id: statusId }, query: { ...asked, cursor } }, signal }),
  );
}

function cursorOf(board: Board | undefined, statusId: number): string | null {
  const column = board?.columns.find(({ status }) => status.id === statusId);
  return column ? nextCursor({ next: column.next, results: [] }) : null;
}
