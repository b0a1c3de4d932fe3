import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { lead, me } from "@/test/samples";
import { Refusal, type FakeServer } from "@/test/server";
import type { MeetingProposal } from "./api/meeting-proposals";
import type { Memory, MemoryEntry } from "./api/memory";

const summary: MemoryEntry = {
  id: 11,
  kind: "summary",
  text: "אבי התעניין באימון אישי.",
  source_kind: "call",
  source_id: 31,
  author: { kind: "ai", user_id: null, name: "" },
  version: 2,
  created_at: lead.created_at,
  updated_at: lead.created_at,
};
const fact: MemoryEntry = { ...summary, id: 12, kind: "fact", text: "מעדיף שעות בוקר", source_kind: "conversation", version: 1 };
const memory: Memory = { entries: [summary, fact], most_facts: 30, left_out: { phone: 0, whatsapp: 0 } };
const proposal: MeetingProposal = {
  id: 3,
  lead_id: 7,
  source_kind: "call",
  source_id: 31,
  external_id: "item_7",
  starts_at: "2026-11-24T08:00:00Z",
  confidence: 90,
  state: "open",
  task_id: 41,
  appointment_id: null,
  created_at: lead.created_at,
};

function open(handlers: FakeServer["handlers"]) {
  return openApp("/leads/7", { "GET /api/v1/leads/7/": () => lead, "GET /api/v1/leads/7/memory/": () => memory, ...handlers });
}

async function card() {
  return within(await screen.findByRole("region", { name: "מה העוזר זוכר" }));
}

it("what is remembered is told with where it was said, and a fact is added", async () => {
  const sent: unknown[] = [];
  open({
    "POST /api/v1/leads/7/memory/": async (request) => {
      sent.push(await request.json());
      return fact;
    },
  });
  const shown = await card();
  expect(await shown.findByText("אבי התעניין באימון אישי.")).toBeVisible();
  expect(shown.getByRole("link", { name: "מתוך שיחה" })).toHaveAttribute("href", "/calls/31");
  await userEvent.type(shown.getByLabelText("עובדה חדשה"), "בא עם הבן{Enter}");
  await waitFor(() => expect(sent).toEqual([{ text: "בא עם הבן" }]));
  expect(shown.getByLabelText("עובדה חדשה")).toHaveValue("");
});

it("a correction that somebody was faster with shows theirs, and is written over it only then", async () => {
  const tags: unknown[] = [];
  open({
    "PATCH /api/v1/leads/7/memory/12/": (request) => {
      tags.push(request.headers.get("If-Match"));
      return tags.length > 1 ? fact : new Refusal(412, { code: "memory_changed", message: "השתנה", current: { ...fact, text: "מעדיף ערב", version: 5 } });
    },
  });
  const shown = await card();
  await userEvent.click((await shown.findAllByRole("button", { name: "פעולות על מה שזכור" })).at(-1) as HTMLElement);
  await userEvent.click(screen.getByRole("menuitem", { name: "עריכה" }));
  await userEvent.type(shown.getByLabelText("הטקסט"), " בלבד");
  await userEvent.click(shown.getByRole("button", { name: "שמירה" }));
  expect(await shown.findByRole("alert")).toHaveTextContent("מעדיף ערב");
  await userEvent.click(shown.getByRole("button", { name: "שמירה" }));
  await waitFor(() => expect(tags).toEqual(['W/"1"', 'W/"5"']));
});

it("all of it is erased only after a question", async () => {
  let erased = 0;
  open({ "DELETE /api/v1/leads/7/memory/": () => void erased++ });
  await userEvent.click(await (await card()).findByRole("button", { name: "מחיקת כל הזיכרון" }));
  expect(erased).toBe(0);
  await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "מחיקה" }));
  await waitFor(() => expect(erased).toBe(1));
});

it("whoever may not write sees it and changes nothing", async () => {
  open({ "GET /api/v1/me": () => ({ ...me, verbs: ["leads.view"] }), "GET /api/v1/leads/7/proposals/": () => [proposal] });
  const shown = await card();
  expect(await shown.findByText("מעדיף שעות בוקר")).toBeVisible();
  expect(shown.queryByRole("button")).not.toBeInTheDocument();
  expect(await screen.findByText(/ביטחון 90%/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "קביעת הפגישה" })).not.toBeInTheDocument();
});

it("a meeting that was agreed on is booked by one click; a taken time says so and stays", async () => {
  const left = [proposal];
  let asked = 0;
  open({
    "GET /api/v1/leads/7/proposals/": () => left,
    "POST /api/v1/leads/7/proposals/3/book/": () => {
      asked++;
      if (asked === 1) return new Refusal(409, { code: "slot_taken", message: "המועד נתפס." });
      left.length = 0;
      return { ...proposal, state: "booked", appointment_id: 5 };
    },
  });
  const book = await screen.findByRole("button", { name: "קביעת הפגישה" });
  await userEvent.click(book);
  expect(await screen.findByText("המועד נתפס.")).toBeVisible();
  await userEvent.click(book);
  await waitFor(() => expect(screen.queryByText("פגישה שסוכמה ולא נקבעה")).not.toBeInTheDocument());
});

it("without a clear time there is nothing to book by a click", async () => {
  open({ "GET /api/v1/leads/7/proposals/": () => [{ ...proposal, starts_at: null }] });
  expect(await screen.findByText(/המועד לא ברור/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "קביעת הפגישה" })).not.toBeInTheDocument();
  expect(screen.getByRole("button", { name: "אין פגישה כזו" })).toBeVisible();
});
