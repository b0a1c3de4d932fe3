import { expect, it } from "vitest";
import { dayAfter, dayStart, isDay } from "./day-start";

it.each([
  ["2026-11-24", "Asia/Jerusalem", "2026-11-23T22:00:00.000Z"],
  ["2026-07-01", "Asia/Jerusalem", "2026-06-30T21:00:00.000Z"],
  // The night the clock goes forward, and the night it goes back.
  ["2026-03-27", "Asia/Jerusalem", "2026-03-26T22:00:00.000Z"],
  ["2026-03-28", "Asia/Jerusalem", "2026-03-27T21:00:00.000Z"],
  ["2026-10-25", "Asia/Jerusalem", "2026-10-24T21:00:00.000Z"],
  ["2026-10-26", "Asia/Jerusalem", "2026-10-25T22:00:00.000Z"],
  ["2026-11-24", "America/New_York", "2026-11-24T05:00:00.000Z"],
  ["2026-11-24", "UTC", "2026-11-24T00:00:00.000Z"],
])("%s in %s begins at %s", (day, zone, at) => {
  expect(dayStart(day, zone).toISOString()).toBe(at);
});

it("a day is followed by the next, over months and years", () => {
  expect([dayAfter("2026-11-30"), dayAfter("2026-12-31"), dayAfter("2028-02-28")]).toEqual(["2026-12-01", "2027-01-01", "2028-02-29"]);
});

it.each([
  ["2026-11-24", true],
  ["2026-02-30", false],
  ["2026-13-01", false],
  ["24/11/2026", false],
  ["", false],
])("%j is a day: %s", (text, is) => {
  expect(isDay(text)).toBe(is);
});
