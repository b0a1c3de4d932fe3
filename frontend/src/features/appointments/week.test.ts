import { expect, it } from "vitest";
import { hebrewDate } from "./hebrew-date";
import { lanesOf, weekOf } from "./week";

it("a week begins on Sunday", () => {
  const days = ["2026-11-22", "2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28"];
  expect(weekOf("2026-11-22")).toEqual(days);
  expect(weekOf("2026-11-28")).toEqual(days);
});

it("meetings at one time stand beside each other, those after them take the whole width", () => {
  const spans = [
    { id: 1, begins: 60, ends: 120 },
    { id: 2, begins: 90, ends: 150 },
    { id: 3, begins: 120, ends: 180 },
    { id: 4, begins: 180, ends: 240 },
  ];
  expect(lanesOf(spans).map(({ id, lane, lanes }) => [id, lane, lanes])).toEqual([
    [1, 0, 2],
    [2, 1, 2],
    [3, 0, 2],
    [4, 0, 1],
  ]);
});

it("a day is named by the Hebrew calendar too", () => {
  const days = ["2026-11-24", "2026-11-25", "2026-11-26", "2026-12-10", "2026-12-11"];
  expect(days.map(hebrewDate)).toEqual(["י״ד בכסלו", "ט״ו בכסלו", "ט״ז בכסלו", "ל׳ בכסלו", "א׳ בטבת"]);
});
