import { expect, it } from "vitest";
import { readTable } from "./read-table";

it("reads what a spreadsheet writes", () => {
  const text = '\uFEFFשורה,ערך\r\n3,"כהן, דנה"\r\n4,"אמר ""כן""\nואז הלך"\r\n5,';

  expect(readTable(text)).toEqual([
    ["שורה", "ערך"],
    ["3", "כהן, דנה"],
    ["4", 'אמר "כן"\nואז הלך'],
    ["5", ""],
  ]);
});

it("reads nothing from nothing", () => {
  expect(readTable("")).toEqual([]);
});
