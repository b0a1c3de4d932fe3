import fc from "fast-check";
import { expect, it } from "vitest";
import { localMoment, momentOf } from "./local-moment";

const zone = "Asia/Jerusalem";

it("a moment is read and written on the wall clock of the business", () => {
  expect(localMoment("2026-11-24T14:00:00Z", zone)).toBe("2026-11-24T16:00");
  expect(momentOf("2026-11-24T16:00", zone)).toBe("2026-11-24T14:00:00.000Z");
  expect(momentOf("2026-07-01T09:30", zone)).toBe("2026-07-01T06:30:00.000Z");
});

it("the day on which the clocks change has its own hours", () => {
  // 27 March 2026: 02:00 becomes 03:00. 25 October 2026: 02:00 becomes 01:00.
  expect(momentOf("2026-03-27T01:30", zone)).toBe("2026-03-26T23:30:00.000Z");
  expect(momentOf("2026-03-27T09:00", zone)).toBe("2026-03-27T06:00:00.000Z");
  expect(momentOf("2026-10-25T09:00", zone)).toBe("2026-10-25T07:00:00.000Z");
});

it("what was written is what is read again", () => {
  const minutes = fc.integer({ min: Date.UTC(2026, 0) / 60_000, max: Date.UTC(2027, 11) / 60_000 });
  fc.assert(
    fc.property(minutes, (minute) => {
      const iso = new Date(minute * 60_000).toISOString();
      const local = localMoment(iso, zone);
      expect(localMoment(momentOf(local, zone), zone)).toBe(local);
    }),
  );
});
