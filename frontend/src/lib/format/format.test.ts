import { describe, expect, it } from "vitest";
import { dayKey, formatDay, formatMoment, formatTime, type Zone } from "./dates";
import { formatDuration, formatSeconds } from "./duration";
import { formatMoney, formatMoneyExact } from "./money";
import { formatPhone } from "./phone";

const hebrew: Zone = { locale: "he-IL", timeZone: "Asia/Jerusalem" };
const english: Zone = { locale: "en-GB", timeZone: "Asia/Jerusalem" };
const now = new Date("2026-11-22T15:00:00Z");

describe("phone numbers", () => {
  it.each([
    ["+972521234567", "052-123-4567"],
    ["+97237630000", "03-763-0000"],
    ["+972772223344", "077-222-3344"],
    ["+9721700123456", "1-700-123-456"],
    ["+442071234567", "+442071234567"],
    ["", ""],
  ])("%s reads %s", (e164, shown) => {
    expect(formatPhone(e164)).toBe(shown);
  });
});

describe("money", () => {
  it.each([
    [0, "$0.00"],
    [900, "<$0.01"],
    [42_300, "$0.04"],
    [1_250_000, "$1.25"],
  ])("%d micro-dollars read %s", (microUsd, shown) => {
    expect(formatMoney(microUsd)).toBe(shown);
  });

  it("shows the parts of a call to a hundredth of a cent", () => {
    expect(formatMoneyExact(400)).toBe("$0.0004");
  });
});

describe("lengths", () => {
  it.each([
    [0, "0:00"],
    [198_999, "3:18"],
    [3_723_000, "1:02:03"],
    [-5, "0:00"],
  ])("%d ms read %s", (ms, shown) => {
    expect(formatDuration(ms)).toBe(shown);
  });

  it("shows latencies in seconds", () => {
    expect(formatSeconds(742)).toBe("0.74");
  });
});

describe("times of the business", () => {
  it("turn the day at its own midnight, not the reader's", () => {
    expect(dayKey(new Date("2026-11-22T21:59:00Z"), "Asia/Jerusalem")).toBe("2026-11-22");
    expect(dayKey(new Date("2026-11-22T22:00:00Z"), "Asia/Jerusalem")).toBe("2026-11-23");
  });

  it("follow daylight saving time", () => {
    expect(formatTime(new Date("2026-07-01T13:00:00Z"), hebrew)).toBe("16:00");
    expect(formatTime(new Date("2026-11-24T14:00:00Z"), hebrew)).toBe("16:00");
  });

  it.each([
    ["2026-11-22T06:00:00Z", "היום", "Today"],
    ["2026-11-23T06:00:00Z", "מחר", "Tomorrow"],
    ["2026-11-21T06:00:00Z", "אתמול", "Yesterday"],
    ["2026-11-24T06:00:00Z", "יום שלישי, 24 בנובמבר", "Tuesday 24 November"],
  ])("%s is %s, %s", (at, he, en) => {
    expect(formatDay(new Date(at), now, hebrew)).toBe(he);
    expect(formatDay(new Date(at), now, english)).toBe(en);
  });

  it("carry the year only when it is another", () => {
    expect(formatMoment(new Date("2026-11-24T14:00:00Z"), now, hebrew)).toBe("יום ג׳, 24 בנוב׳, 16:00");
    expect(formatMoment(new Date("2025-11-24T14:00:00Z"), now, hebrew)).toContain("2025");
  });
});
