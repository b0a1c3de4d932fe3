import { expect, it } from "vitest";
import { daysOf, faultOf, nextRange, type Opening, openingsOf } from "./opening-hours";

const morning = { opens: "09:00", closes: "13:00" };
const afternoon = { opens: "14:00", closes: "18:00" };

it("a week is days from Sunday on, and the same week again", () => {
  const openings: Opening[] = [
    { weekday: 0, ...morning },
    { weekday: 0, ...afternoon },
    { weekday: 5, ...morning },
  ];

  const days = daysOf(openings.toReversed());

  expect(days).toEqual([[morning, afternoon], [], [], [], [], [morning], []]);
  expect(openingsOf(days)).toEqual(openings);
});

it.each([
  ["a break between", [morning, afternoon], undefined],
  ["hours that touch", [morning, { opens: "13:00", closes: "14:00" }], undefined],
  ["until midnight", [{ opens: "20:00", closes: "00:00" }], undefined],
  ["the whole day", [{ opens: "00:00", closes: "00:00" }], undefined],
  ["none", [], undefined],
  ["an overlap, whichever is written first", [afternoon, { opens: "13:00", closes: "14:01" }], "overlap"],
  ["something after midnight's end", [{ opens: "20:00", closes: "00:00" }, { opens: "22:00", closes: "23:00" }], "overlap"],
  ["an end before the beginning", [{ opens: "18:00", closes: "09:00" }], "order"],
  ["no time at all", [{ opens: "09:00", closes: "09:00" }], "order"],
  ["half of it", [{ opens: "09:00", closes: "" }], "missing"],
] as const)("%s", (_, ranges, fault) => {
  expect(faultOf([...ranges])).toBe(fault);
});

it("what is added stands behind what is there", () => {
  expect(nextRange([])).toEqual({ opens: "09:00", closes: "17:00" });
  expect(nextRange([morning])).toEqual({ opens: "14:00", closes: "15:00" });
});
