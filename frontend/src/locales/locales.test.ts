import { expect, it } from "vitest";
import { resources } from "@/lib/i18n";

const hebrewOnlyPlural = /_two$/;

function leaves(tree: object, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]: [string, string | object]) =>
    typeof value === "string" ? [[path + key, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );
}

it("both languages say the same things", () => {
  const keys = (tree: object) => leaves(tree).map(([key]) => key).filter((key) => !hebrewOnlyPlural.test(key));

  expect(keys(resources.en)).toEqual(keys(resources.he));
});

it("both languages fill in the same values", () => {
  const english = new Map(leaves(resources.en));
  const values = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).toSorted();

  for (const [key, text] of leaves(resources.he)) {
    const translated = english.get(key);
    if (translated !== undefined && !key.includes("_")) expect([key, values(translated)]).toEqual([key, values(text)]);
  }
});
