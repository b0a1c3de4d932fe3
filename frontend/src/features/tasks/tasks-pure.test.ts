import { expect, it } from "vitest";
import { dueInForm, dueOf, snoozeTimes } from "./due";
import { readRecurrence, writeRecurrence } from "./recurrence";

const zone = "Asia/Jerusalem";

it("a rule is read and written as the server spells it", () => {
  expect(readRecurrence("FREQ=WEEKLY;INTERVAL=2")).toEqual({ frequency: "WEEKLY", interval: 2, meantFor: [] });
  const meantFor = ["BYMONTHDAY=31", "BYHOUR=2", "BYMINUTE=30"];
  expect(readRecurrence("FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=31;BYHOUR=2;BYMINUTE=30")).toEqual({
    frequency: "MONTHLY",
    interval: 1,
    meantFor,
  });
  expect(readRecurrence("")).toBeNull();
  expect(writeRecurrence("MONTHLY", "1", meantFor)).toBe("FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=31;BYHOUR=2;BYMINUTE=30");
  expect(writeRecurrence("DAILY", "", meantFor)).toBe("FREQ=DAILY;INTERVAL=1;BYHOUR=2;BYMINUTE=30");
  expect(writeRecurrence("", "3")).toBe("");
});

it("a due day without a time is the whole day of the business", () => {
  expect(dueOf("2026-11-24", "", zone)).toEqual({ due_at: "2026-11-23T22:00:00.000Z", all_day: true });
  expect(dueOf("2026-11-24", "16:30", zone)).toEqual({ due_at: "2026-11-24T14:30:00.000Z", all_day: false });
  expect(dueOf("", "16:30", zone)).toEqual({ due_at: null, all_day: false });
  expect(dueInForm({ due_at: "2026-11-23T22:00:00Z", all_day: true }, zone)).toEqual({ date: "2026-11-24", time: "" });
});

it("a task is put off to the mornings of the business, the week beginning on Sunday", () => {
  // Sunday, 22 November 2026, 23:30 in Israel.
  expect(snoozeTimes(new Date("2026-11-22T21:30:00Z"), zone)).toEqual({
    later: "2026-11-23T00:30:00.000Z",
    tomorrow: "2026-11-23T07:00:00.000Z",
    week: "2026-11-29T07:00:00.000Z",
  });
});
