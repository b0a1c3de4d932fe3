import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { me } from "@/test/samples";
import { Refusal } from "@/test/server";
import type { FaqEntry } from "./api/entries";
import { found } from "./found";

/** What a form says beside question and answer when nobody opened the rest of it. */
const unsaid = { phrasings: [], whatsapp_answer: "", tags: [], priority: 0, on_phone: true, on_whatsapp: true, valid_from: null, valid_until: null };
const parking: FaqEntry = {
  id: 1,
  question: "יש חניה?",
  phrasings: [],
  answer: "כן, מאחורי הבניין.",
  whatsapp_answer: "",
  tags: [],
  priority: 0,
  on_phone: true,
  on_whatsapp: true,
  valid_from: null,
  valid_until: null,
  is_active: true,
  order: 0,
  created_at: "2026-11-20T08:00:00Z",
  updated_at: "2026-11-20T08:00:00Z",
};
const price: FaqEntry = { ...parking, id: 2, question: "כמה זה עולה?", answer: "120 שקלים.", is_active: false, order: 1 };
const list = "GET /api/v1/settings/faq/";

it("shows what is asked, what is answered, and which answers are off", async () => {
  openApp("/settings/faq", { [list]: () => [parking, price] });

  expect(await screen.findByText("כן, מאחורי הבניין.")).toBeVisible();
  expect(screen.getByRole("switch", { name: /יש חניה/ })).toBeChecked();
  expect(screen.getByRole("switch", { name: /כמה זה עולה/ })).not.toBeChecked();
  expect(screen.getAllByText("כבויה")).toHaveLength(1);
  expect(screen.getByText("העוזר עונה על 1 מתוך 2")).toBeVisible();
});

it("offers what nobody answered, and takes it away when it is answered or not wanted", async () => {
  const made: unknown[] = [];
  const settled: unknown[] = [];
  openApp("/settings/faq", {
    [list]: () => [parking],
    "GET /api/v1/settings/faq/suggestions/": () =>
      settled.length > 0 ? [] : [{ question: "יש לכם מים?", count: 2, ids: [7, 9], last_asked_at: "2026-11-22T08:00:00Z" }],
    "POST /api/v1/settings/faq/": async (request) => {
      made.push(await request.json());
      return { ...parking, id: 3 };
    },
    "POST /api/v1/settings/faq/suggestions/settle/": async (request) => {
      settled.push(await request.json());
      return { settled: 2 };
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: /כתיבת תשובה לשאלה/ }));
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).getByLabelText("השאלה")).toHaveValue("יש לכם מים?");
  await userEvent.type(within(dialog).getByLabelText("התשובה"), "כן, בכניסה.");
  await userEvent.click(within(dialog).getByText("עוד אפשרויות"));
  await userEvent.type(within(dialog).getByLabelText("ניסוחים נוספים של השאלה"), "איפה שותים{Enter}יש ברז");
  await userEvent.click(within(dialog).getByRole("checkbox", { name: "בוואטסאפ" }));
  await userEvent.clear(within(dialog).getByLabelText("עדיפות"));
  await userEvent.type(within(dialog).getByLabelText("עדיפות"), "7");
  await userEvent.click(within(dialog).getByRole("button", { name: "שמירה" }));

  await waitFor(() => expect(screen.queryByText("יש לכם מים?")).not.toBeInTheDocument());
  expect(settled).toEqual([{ question_ids: [7, 9] }]);
  expect(made).toEqual([
    {
      question: "יש לכם מים?",
      answer: "כן, בכניסה.",
      phrasings: ["איפה שותים", "יש ברז"],
      whatsapp_answer: "",
      tags: [],
      priority: 7,
      on_phone: true,
      on_whatsapp: false,
      valid_from: null,
      valid_until: null,
      is_active: true,
    },
  ]);
});

it("shows which answer a question would get", async () => {
  openApp("/settings/faq", {
    [list]: () => [parking],
    "POST /api/v1/settings/faq/try/": () => ({ entry_id: null, step: "none", elapsed_ms: 2, answer: "" }),
  });
  await userEvent.type(await screen.findByLabelText("שאלה כמו שלקוח שואל אותה"), "איפה חונים?");
  await userEvent.click(screen.getByRole("button", { name: "מה העוזר יענה?" }));
  expect(await screen.findByText(/אין לזה תשובה מוכנה/)).toBeVisible();
});

it("searches in questions and answers", async () => {
  openApp("/settings/faq", { [list]: () => [parking, price] });
  await screen.findByText("יש חניה?");
  const box = screen.getByRole("searchbox", { name: "חיפוש בשאלות ובתשובות" });

  await userEvent.type(box, "שקלים");
  await waitFor(() => expect(screen.queryByText("יש חניה?")).not.toBeInTheDocument());
  expect(screen.getByText("כמה זה עולה?")).toBeVisible();

  await userEvent.type(box, " זית");
  expect(await screen.findByText("לא נמצאו שאלות")).toBeVisible();
});

it("shows a long list by pages, and searches all of it", async () => {
  const many = Array.from({ length: 120 }, (_, place) => ({ ...parking, id: place + 1, question: `שאלה ${place + 1}` }));
  openApp("/settings/faq", { [list]: () => many });
  expect(await screen.findByText("שאלה 50")).toBeVisible();
  expect(screen.queryByText("שאלה 51")).not.toBeInTheDocument();

  await userEvent.click(screen.getByRole("button", { name: "עוד" }));
  expect(screen.getByText("שאלה 100")).toBeVisible();
  expect(screen.queryByText("שאלה 101")).not.toBeInTheDocument();

  await userEvent.type(screen.getByRole("searchbox", { name: "חיפוש בשאלות ובתשובות" }), "119");
  expect(await screen.findByText("שאלה 119")).toBeVisible();
  expect(screen.queryByRole("button", { name: "עוד" })).not.toBeInTheDocument();
});

it("finds every word, in any order and case", () => {
  const wifi = { ...parking, question: "Is there WiFi?", answer: "Yes, free." };
  expect(found([parking, wifi], "free wifi")).toEqual([wifi]);
  expect(found([parking, wifi], "free parking")).toEqual([]);
  expect(found([parking, wifi], "")).toEqual([parking, wifi]);
});

it("switches an answer off, and says so when that is refused", async () => {
  const sent: unknown[] = [];
  let refused = false;
  openApp("/settings/faq", {
    [list]: () => [{ ...parking, is_active: sent.length === 0 }],
    "PATCH /api/v1/settings/faq/1/": async (request) => {
      if (refused) return new Refusal(403, { code: "permission_denied", message: "אין הרשאה." });
      sent.push(await request.json());
      return { ...parking, is_active: false };
    },
  });
  const toggle = await screen.findByRole("switch");
  await userEvent.click(toggle);

  await waitFor(() => expect(screen.getByRole("switch")).not.toBeChecked());
  expect(sent).toEqual([{ is_active: false }]);
  refused = true;
  await userEvent.click(screen.getByRole("switch"));
  expect(await screen.findByRole("alert")).toHaveTextContent("אין הרשאה.");
  expect(sent).toHaveLength(1);
});

it("a new question needs both a question and an answer", async () => {
  const sent: unknown[] = [];
  openApp("/settings/faq", {
    [list]: () => (sent.length > 0 ? [parking] : []),
    "POST /api/v1/settings/faq/": async (request) => {
      sent.push(await request.json());
      return parking;
    },
  });
  await userEvent.click(within(await screen.findByRole("region", { name: "שאלות נפוצות" })).getByRole("button", { name: "שאלה חדשה" }));
  const dialog = within(screen.getByRole("dialog"));
  await userEvent.type(dialog.getByLabelText("השאלה"), " יש חניה? ");
  await userEvent.click(dialog.getByRole("button", { name: "שמירה" }));
  expect(await dialog.findByText("צריך לכתוב תשובה.")).toBeVisible();
  expect(sent).toEqual([]);

  await userEvent.type(dialog.getByLabelText("התשובה"), "כן, מאחורי הבניין.");
  await userEvent.click(dialog.getByRole("button", { name: "שמירה" }));

  expect(await screen.findByText("כן, מאחורי הבניין.")).toBeVisible();
  expect(sent).toEqual([{ ...unsaid, question: "יש חניה?", answer: "כן, מאחורי הבניין.", is_active: true }]);
});

it("edits and deletes", async () => {
  const sent: unknown[] = [];
  let entries = [parking, price];
  openApp("/settings/faq", {
    [list]: () => entries,
    "PATCH /api/v1/settings/faq/1/": async (request) => {
      sent.push(await request.json());
      entries = [{ ...parking, answer: "כן, ברחוב." }, price];
      return entries[0];
    },
    "DELETE /api/v1/settings/faq/2/": () => {
      entries = entries.slice(0, 1);
      return undefined;
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: /פעולות על השאלה .*יש חניה/ }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "עריכה" }));
  const answer = screen.getByLabelText("התשובה");
  await userEvent.clear(answer);
  await userEvent.type(answer, "כן, ברחוב.");
  await userEvent.click(screen.getByRole("button", { name: "שמירה" }));
  expect(await screen.findByText("כן, ברחוב.")).toBeVisible();
  expect(sent).toEqual([{ ...unsaid, question: "יש חניה?", answer: "כן, ברחוב." }]);

  await userEvent.click(screen.getByRole("button", { name: /פעולות על השאלה .*כמה זה עולה/ }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "מחיקה" }));
  await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "מחיקה" }));
  await waitFor(() => expect(screen.queryByText("כמה זה עולה?")).not.toBeInTheDocument());
});

it("says what is safe when the questions cannot be read", async () => {
  openApp("/settings/faq", { [list]: () => new Refusal(500, { code: "error", message: "" }) });

  expect(await screen.findByRole("alert")).toBeVisible();
  expect(screen.getByRole("button", { name: "ניסיון נוסף" })).toBeVisible();
});

it("who may not see the settings finds no way there, and who may not change them only reads", async () => {
  openApp("/settings/faq", { "GET /api/v1/me": () => ({ ...me, verbs: ["settings.view"] }), [list]: () => [parking] });
  expect(await screen.findByText("כן, מאחורי הבניין.")).toBeVisible();
  expect(screen.queryByRole("switch")).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "שאלה חדשה" })).not.toBeInTheDocument();
});
