import fc from "fast-check";
import { expect, it } from "vitest";
import { lead } from "@/test/samples";
import type { Column } from "./api/types";
import { neighbours, placeOf, type Step, stepped, withCardAt, withPage } from "./board";

function column(id: number, ...ids: number[]): Column {
  const status = { ...lead.status, id, label: `מצב ${id}` };
  return { status, count: ids.length, has_more_than_count: false, next: null, leads: ids.map((leadId) => ({ ...lead, id: leadId, status })) };
}

const columns = [column(1, 11, 12, 13), column(2, 21), column(3)];
const ids = (board: Column[]) => board.map(({ leads }) => leads.map(({ id }) => id));

it("a card leaves its column and stands above another card, with that column's status", () => {
  const moved = withCardAt(columns, 12, { statusId: 2, above: 21 });

  expect(ids(moved)).toEqual([[11, 13], [12, 21], []]);
  expect(moved.map(({ count }) => count)).toEqual([2, 2, 0]);
  expect(moved[1]?.leads[0]?.status.id).toBe(2);
});

it("a neighbour that has left counts as the end of the column", () => {
  expect(ids(withCardAt(columns, 11, { statusId: 2, above: 999 }))).toEqual([[12, 13], [21, 11], []]);
});

it("the server is told who stands around the new place, never the card itself", () => {
  expect(neighbours(columns, 11, { statusId: 1, above: 13 })).toEqual({ after_id: 12, before_id: 13 });
  expect(neighbours(columns, 11, { statusId: 1, above: 12 })).toEqual({ after_id: null, before_id: 12 });
  expect(neighbours(columns, 11, { statusId: 2, above: null })).toEqual({ after_id: 21, before_id: null });
  expect(neighbours(columns, 11, { statusId: 3, above: null })).toEqual({ after_id: null, before_id: null });
});

it("arrow keys go one card up or down, or to the neighbouring column at the same height", () => {
  const after = (leadId: number, step: Step) => ids(withCardAt(columns, leadId, stepped(columns, leadId, step) ?? { statusId: 0, above: null }));

  expect(after(12, "up")).toEqual([[12, 11, 13], [21], []]);
  expect(after(12, "down")).toEqual([[11, 13, 12], [21], []]);
  expect(after(13, "next")).toEqual([[11, 12], [21, 13], []]);
  expect(after(21, "previous")).toEqual([[21, 11, 12, 13], [], []]);
});

it("no walk of the arrow keys loses a card or leaves the board", () => {
  const step = fc.constantFrom<Step>("up", "down", "next", "previous");
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let board = columns;
      for (const next of steps) {
        const place = stepped(board, 12, next);
        if (place) board = withCardAt(board, 12, place);
      }
      expect(ids(board).flat().toSorted()).toEqual([11, 12, 13, 21]);
      expect(placeOf(board, 12)).not.toBeNull();
      expect(board.every(({ count, leads }) => count === leads.length)).toBe(true);
    }),
  );
});

it("a further page does not show a card twice that has moved down meanwhile", () => {
  const board = withPage({ columns }, 1, [{ ...lead, id: 13 }, { ...lead, id: 14 }], null);

  expect(ids(board.columns)[0]).toEqual([11, 12, 13, 14]);
});
