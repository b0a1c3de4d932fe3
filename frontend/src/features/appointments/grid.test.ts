import { expect, it } from "vitest";
import type { SpecialDate } from "./api/dates";
import { closedIn, hoursAround, lanesOf, spansOn } from "./grid";
import { hebrewDate } from "./hebrew-date";
import { dateOn, openOn } from "./open-hours";
import { weekOf } from "./week";

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

it("a meeting is as wide as nothing stands beside it", () => {
  const spans = [
    { id: 1, begins: 9, ends: 10 },
    { id: 2, begins: 9, ends: 10 },
    { id: 3, begins: 9, ends: 12 },
    { id: 4, begins: 10, ends: 11 },
    { id: 5, begins: 11.5, ends: 13 },
  ];
  expect(lanesOf(spans).map(({ id, lane, lanes, width }) => [id, lane, lanes, width])).toEqual([
    [3, 0, 3, 1],
    [1, 1, 3, 1],
    [2, 2, 3, 1],
    [4, 1, 3, 2],
    [5, 1, 3, 2],
  ]);
});

it("a day is named by the Hebrew calendar too", () => {
  const days = ["2026-11-24", "2026-11-25", "2026-11-26", "2026-12-10", "2026-12-11"];
  expect(days.map((day) => hebrewDate(day))).toEqual(["י״ד בכסלו", "ט״ו בכסלו", "ט״ז בכסלו", "ל׳ בכסלו", "א׳ בטבת"]);
  expect(days.map((day) => hebrewDate(day, "en"))).toEqual(["14 Kislev", "15 Kislev", "16 Kislev", "30 Kislev", "1 Tevet"]);
});

const zone = "Asia/Jerusalem";
const meeting = (id: number, starts_at: string, ends_at: string) => ({ id, starts_at, ends_at });

it("of a meeting a day has what lies on it", () => {
  const night = meeting(1, "2026-11-24T21:30:00Z", "2026-11-24T22:30:00Z");
  const untilMidnight = meeting(2, "2026-11-24T21:00:00Z", "2026-11-24T22:00:00Z");

  expect(spansOn("2026-11-24", [night, untilMidnight], zone)).toEqual([
    { id: 1, begins: 23.5, ends: 24 },
    { id: 2, begins: 23, ends: 24 },
  ]);
  expect(spansOn("2026-11-25", [night, untilMidnight], zone)).toEqual([{ id: 1, begins: 0, ends: 0.5 }]);
  expect(spansOn("2026-11-26", [night], zone)).toEqual([]);
});

it("a meeting keeps its length in the night in which the clock is set back", () => {
  // From 01:30 summer time to 01:15 winter time: three quarters of an hour.
  expect(spansOn("2027-10-31", [meeting(1, "2027-10-30T22:30:00Z", "2027-10-30T23:15:00Z")], zone)).toEqual([{ id: 1, begins: 1.5, ends: 2.25 }]);
});

it("the shortest meetings stand beside each other rather than over each other", () => {
  const spans = [
    { id: 1, begins: 9, ends: 9.25 },
    { id: 2, begins: 9.25, ends: 9.5 },
  ];
  expect(lanesOf(spans, 0.25).map(({ lanes }) => lanes)).toEqual([1, 1]);
  expect(lanesOf(spans, 0.4).map(({ lane, lanes }) => [lane, lanes])).toEqual([
    [0, 2],
    [1, 2],
  ]);
});

it("all that is open and all that is booked is in sight", () => {
  expect(hoursAround([])).toEqual({ begins: 8, ends: 19 });
  expect(hoursAround([{ begins: 9, ends: 18 }, { begins: 6.5, ends: 7 }])).toEqual({ begins: 6, ends: 18 });
  expect(hoursAround([{ begins: 0, ends: 24 }])).toEqual({ begins: 0, ends: 24 });
});

it("what is not open is closed", () => {
  const open = [
    { begins: 14, ends: 18 },
    { begins: 9, ends: 13 },
  ];
  expect(closedIn({ begins: 8, ends: 20 }, open)).toEqual([
    { begins: 8, ends: 9 },
    { begins: 13, ends: 14 },
    { begins: 18, ends: 20 },
  ]);
  expect(closedIn({ begins: 0, ends: 24 }, [{ begins: 0, ends: 24 }])).toEqual([]);
});

const special: SpecialDate = { id: 1, date: "2026-11-24", hebrew_date: "", kind: "closed", hours: [], name: "", source: "manual", resource_id: null };
const calendar = { openings: [{ weekday: 2 as const, opens: "20:00", closes: "00:00" }], dates: [], isAlwaysOpen: false };

it("a date's own hours go before those of the weekday, and one's own date before everybody's", () => {
  const own: SpecialDate = { ...special, id: 2, kind: "hours", resource_id: 2, hours: [{ opens: "10:00", closes: "12:30" }] };

  expect(openOn("2026-11-24", calendar)).toEqual([{ begins: 20, ends: 24 }]);
  expect(openOn("2026-11-25", calendar)).toEqual([]);
  expect(openOn("2026-11-25", { ...calendar, isAlwaysOpen: true })).toEqual([{ begins: 0, ends: 24 }]);
  expect(openOn("2026-11-24", { ...calendar, dates: [special], isAlwaysOpen: true })).toEqual([]);
  expect(openOn("2026-11-24", { ...calendar, dates: [special, own] }, 2)).toEqual([{ begins: 10, ends: 12.5 }]);
  expect(dateOn("2026-11-24", [own])).toBeUndefined();
});
