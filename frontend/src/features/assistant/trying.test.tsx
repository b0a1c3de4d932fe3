import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { Refusal } from "@/test/server";
import type { SavedTest, Tried } from "./api/trying";
import { stepsOf } from "./steps";

const written = { id: 1, channel: "phone", state: "live", version: 2, comment: "", author: { user_id: null, name: "" }, restored_from: null, revision: 1, size: 1, published_at: null, updated_at: "2026-11-22T08:00:00Z", text: "א" };
const prompts = { channel: "phone", live: written, draft: { ...written, id: 2, state: "draft", version: null, revision: 5 }, longest: 40, places: [], size: {}, faq_left_out: 0 };
const tried: Tried = {
  text: "יש מקום מחר בעשר.",
  tools: [{ name: "check_availability", arguments: {}, ok: true, output: {} }],
  faq_entry_id: null,
  faq_step: "none",
  guards: [{ guard: "booking_claimed", words: "קבעתי לך." }],
  cost_micro_usd: 4200,
  elapsed_ms: 640,
};
const test: SavedTest = {
  id: 3,
  name: "מחיר",
  channel: "phone",
  steps: [{ says: "כמה עולה?", expects: { says: ["תשעים"], never_says: [], calls: [], never_calls: [], from_faq: null } }],
  runs: [
    {
      wording: "draft",
      state: "broke",
      prompt_version: null,
      revision: 4,
      steps: [{ says: "כמה עולה?", text: "מאה.", tools: [], faq_entry_id: null, guards: [], cost_micro_usd: 1, broke: [{ kind: "says", wanted: "תשעים" }] }],
      cost_micro_usd: 1,
      asked_at: "2026-11-22T08:00:00Z",
      ended_at: "2026-11-22T08:00:01Z",
    },
  ],
};
const routes = {
  "GET /api/v1/settings/prompts/": () => [prompts, { ...prompts, channel: "whatsapp", draft: null }],
  "GET /api/v1/settings/prompts/versions/": () => ({ next: null, previous: null, results: [] }),
  "GET /api/v1/settings/assistant/": () => ({ name: "נועם", gender: "masculine", voice: "cedar", greeting: "היי", version: 1, places: [] }),
  "GET /api/v1/settings/prompts/tests/": () => [] as SavedTest[],
};

it("talks with the draft and shows what was done on the way", async () => {
  const sent: unknown[] = [];
  openApp("/settings/assistant", {
    ...routes,
    "POST /api/v1/settings/prompts/talk/": async (request) => {
      sent.push(await request.json());
      return tried;
    },
  });
  const box = await screen.findByRole("textbox", { name: "הלקוח אומר…" });
  await userEvent.type(box, "יש מקום מחר?{Enter}");

  const log = within(screen.getByRole("log"));
  expect(await log.findByText("יש מקום מחר בעשר.")).toBeVisible();
  expect(log.getByText("בדיקת זמינות")).toBeVisible();
  expect(log.getByText("טענה לפגישה שלא נקבעה")).toBeVisible();
  expect(log.getByText("קבעתי לך.")).toBeVisible();
  expect(log.getByText("$0.0042")).toBeVisible();
  expect(box).toHaveValue("");
  await userEvent.type(box, "כן{Enter}");
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[1]).toEqual({
    channel: "phone",
    wording: "draft",
    turns: [
      { author: "customer", text: "יש מקום מחר?", tools: [] },
      { author: "assistant", text: "יש מקום מחר בעשר.", tools: tried.tools },
      { author: "customer", text: "כן", tools: [] },
    ],
  });
});

it("what was not answered stays where it was written", async () => {
  openApp("/settings/assistant", {
    ...routes,
    "POST /api/v1/settings/prompts/talk/": () => new Refusal(502, { code: "reply_failed", message: "" }),
  });
  const box = await screen.findByRole("textbox", { name: "הלקוח אומר…" });
  await userEvent.type(box, "שלום{Enter}");

  expect(await screen.findByRole("alert")).toBeVisible();
  expect(box).toHaveValue("שלום");
});

it("saves a talk as a test with what must happen again", async () => {
  const sent: unknown[] = [];
  openApp("/settings/assistant", {
    ...routes,
    "POST /api/v1/settings/prompts/talk/": () => tried,
    "POST /api/v1/settings/prompts/tests/": async (request) => {
      sent.push(await request.json());
      return test;
    },
  });
  await userEvent.type(await screen.findByRole("textbox", { name: "הלקוח אומר…" }), "יש מקום?{Enter}");
  await userEvent.click(await screen.findByRole("button", { name: "שמירה כבדיקה" }));
  const dialog = within(screen.getByRole("dialog"));
  await userEvent.type(dialog.getByLabelText("שם הבדיקה"), "מקום מחר");
  await userEvent.type(dialog.getByLabelText("חייב להופיע"), "עשר, מחר");
  await userEvent.click(dialog.getByRole("button", { name: "שמירה" }));

  await waitFor(() =>
    expect(sent).toEqual([
      {
        name: "מקום מחר",
        channel: "phone",
        steps: [{ says: "יש מקום?", expects: { says: ["עשר", "מחר"], never_says: [], calls: ["check_availability"] } }],
      },
    ]),
  );
});

it("shows which test broke and why, that its result is of an older draft, and runs them", async () => {
  const sent: unknown[] = [];
  openApp("/settings/assistant", {
    ...routes,
    "GET /api/v1/settings/prompts/tests/": () => [test],
    "POST /api/v1/settings/prompts/tests/run/": async (request) => {
      sent.push(await request.json());
      return { tests: 1 };
    },
  });
  const card = within(await screen.findByRole("region", { name: "בדיקות שמורות" }));

  expect(await card.findByText("נשברה")).toBeVisible();
  expect(card.getByText("התוצאה ישנה")).toBeVisible();
  expect(card.getByText(/לא נאמר: .*תשעים/)).toBeVisible();
  await userEvent.click(card.getByRole("button", { name: "הרצה על הטיוטה" }));
  await waitFor(() => expect(sent).toEqual([{ channel: "phone", wording: "draft" }]));
});

it("gathers what each customer's turn led to", () => {
  const turns = [
    { author: "customer" as const, text: "א" },
    { author: "assistant" as const, text: "ב", tried: { ...tried, tools: [...tried.tools, ...tried.tools], faq_entry_id: 4 } },
    { author: "customer" as const, text: "ג" },
  ];

  expect(stepsOf(turns)).toEqual([
    { says: "א", calls: ["check_availability"], fromFaq: true },
    { says: "ג", calls: [], fromFaq: false },
  ]);
});
