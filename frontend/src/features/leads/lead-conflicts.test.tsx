import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { lead } from "@/test/samples";
import { type FakeServer, Refusal } from "@/test/server";
import type { Lead } from "./api/types";

const patch = "PATCH /api/v1/leads/7/";
const changed = (current: Lead) => new Refusal(412, { code: "lead_changed", message: "הליד השתנה בינתיים.", current });

function open(handlers: FakeServer["handlers"]) {
  return openApp("/leads/7", { "GET /api/v1/leads/7/": () => lead, ...handlers });
}

it("what somebody else wrote into the same field is shown, and the reader chooses", async () => {
  const sent: unknown[] = [];
  const theirs = { ...lead, city: "חיפה", version: 2 };
  open({
    [patch]: async (request) => {
      sent.push([request.headers.get("If-Match"), await request.json()]);
      return sent.length === 1 ? changed(theirs) : { ...theirs, city: "אילת", version: 3 };
    },
  });
  const city = await screen.findByLabelText("עיר");
  await userEvent.clear(city);
  await userEvent.type(city, "אילת{Enter}");

  expect(await screen.findByRole("alert")).toHaveTextContent("חיפה");
  expect(city).toHaveValue("אילת");
  await userEvent.click(screen.getByRole("button", { name: "לשמור את שלי" }));
  await waitFor(() => expect(screen.queryByRole("alert")).not.toBeInTheDocument());
  expect(sent).toEqual([
    ['W/"1"', { city: "אילת" }],
    ['W/"2"', { city: "אילת" }],
  ]);
});

it("theirs can be kept, and nothing more is sent", async () => {
  const { server } = open({ [patch]: () => changed({ ...lead, city: "חיפה", version: 2 }) });
  const city = await screen.findByLabelText("עיר");
  await userEvent.type(city, " מערב{Enter}");
  await userEvent.click(await screen.findByRole("button", { name: "להשאיר את השמור" }));

  expect(city).toHaveValue("חיפה");
  expect(server.count(patch)).toBe(1);
});

/** The lead's tags were "ישן" alone, and are what somebody else left when the reader's change arrives. */
function openTagged(...theirs: string[]) {
  const sent: unknown[] = [];
  const seen = { ...lead, tags: ["ישן"] };
  open({
    "GET /api/v1/leads/7/": () => seen,
    [patch]: async (request) => {
      const { tags } = (await request.json()) as { tags: string[] };
      sent.push([request.headers.get("If-Match"), tags]);
      return sent.length === 1 ? changed({ ...seen, tags: theirs, version: 2 }) : { ...seen, tags, version: 3 };
    },
  });
  return sent;
}

function tagsShown() {
  return screen.queryAllByRole("button", { name: /^הסרת התגית/ }).map((cross) => cross.previousSibling?.textContent);
}

it.each([
  ["לשמור את שני השינויים", ["ישן", "שלהם", "שלי"]],
  ["לשמור את שלי", ["ישן", "שלי"]],
])("of tags that two changed, the reader chooses: %s", async (choice, saved) => {
  const sent = openTagged("ישן", "שלהם");
  await userEvent.type(await screen.findByLabelText("תגיות"), "שלי{Enter}");
  expect(await screen.findByRole("alert")).toHaveTextContent(/ישן\u2069, \u2068שלהם/);
  expect(tagsShown()).toEqual(["ישן", "שלי"]);
  await userEvent.click(screen.getByRole("button", { name: choice }));

  await waitFor(() => expect(tagsShown()).toEqual(saved));
  expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  expect(sent).toEqual([
    ['W/"1"', ["ישן", "שלי"]],
    ['W/"2"', saved],
  ]);
});

it("another's tags can be kept, and nothing more is sent", async () => {
  const sent = openTagged("שלהם");
  await userEvent.type(await screen.findByLabelText("תגיות"), "שלי{Enter}");
  await userEvent.click(await screen.findByRole("button", { name: "להשאיר את השמור" }));

  expect(tagsShown()).toEqual(["שלהם"]);
  expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  expect(sent).toHaveLength(1);
});

it("a tag taken away here stays away beside one added there, and nothing changes before the choice", async () => {
  const sent = openTagged("ישן", "שלהם");
  await userEvent.click(await screen.findByRole("button", { name: /הסרת התגית/ }));
  await screen.findByRole("alert");
  await userEvent.type(screen.getByLabelText("תגיות"), "עוד{Enter}{Backspace}");
  await userEvent.tab();
  expect(sent).toHaveLength(1);
  await userEvent.click(screen.getByRole("button", { name: "לשמור את שני השינויים" }));

  await waitFor(() => expect(sent[1]).toEqual(['W/"2"', ["שלהם"]]));
});

it("what somebody else wrote into another field is no conflict", async () => {
  const tags: unknown[] = [];
  const { server } = open({
    [patch]: (request) => {
      tags.push(request.headers.get("If-Match"));
      const theirs = { ...lead, notes: "דיברנו אתמול", version: 4 };
      return tags.length === 1 ? changed(theirs) : { ...theirs, name: "אבי כהן", version: 5 };
    },
  });
  const name = await screen.findByLabelText("שם");
  await userEvent.clear(name);
  await userEvent.type(name, "אבי כהן{Enter}");

  expect(await screen.findByDisplayValue("דיברנו אתמול")).toBeVisible();
  expect(screen.getByText("נשמר")).toBeVisible();
  expect(tags).toEqual(['W/"1"', 'W/"4"']);
  expect(server.count(patch)).toBe(2);
});
