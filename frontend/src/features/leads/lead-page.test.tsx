import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { lead, me, page } from "@/test/samples";
import { type FakeServer, Refusal } from "@/test/server";
import type { Lead } from "./api/types";

const patch = "PATCH /api/v1/leads/7/";

function open(handlers: FakeServer["handlers"]) {
  return openApp("/leads/7", { "GET /api/v1/leads/7/": () => lead, ...handlers });
}

it("a value of the assistant is accepted or rejected where it stands", async () => {
  let city = "חולון";
  const proposal = { id: 9, field: "city", value: "חולון", previous: "בת ים", source_kind: "call", source_id: 31, external_id: "item_7", confidence: 92, status: "proposed", actor: { kind: "ai", user_id: null, name: "" }, at: lead.created_at };
  const proposals = [proposal];
  open({
    "GET /api/v1/leads/7/": () => ({ ...lead, city }),
    "GET /api/v1/leads/7/provenance/": () => page(...proposals),
    "POST /api/v1/leads/7/provenance/9/reject/": () => {
      city = "בת ים";
      proposals.length = 0;
      return { ...proposal, status: "rejected" };
    },
  });
  expect(await screen.findByText(/ביטחון 92%/)).toBeVisible();
  expect(screen.getByRole("link", { name: "מתוך שיחה" })).toHaveAttribute("href", "/calls/31");
  await userEvent.click(screen.getByRole("button", { name: "דחיית הערך: עיר" }));

  await waitFor(() => expect(screen.getByLabelText("עיר")).toHaveValue("בת ים"));
  expect(screen.queryByText(/ביטחון/)).not.toBeInTheDocument();
});

it("the number before is written as numbers are on the page", async () => {
  const proposal = { id: 9, field: "phone", value: lead.phone, previous: "+972539876543", source_kind: "call", source_id: 31, external_id: "", confidence: 92, status: "proposed", actor: { kind: "ai", user_id: null, name: "" }, at: lead.created_at };
  open({ "GET /api/v1/leads/7/provenance/": () => page(proposal) });

  expect(await screen.findByText(/לפני כן:/)).toHaveTextContent("053-987-6543");
});

it("a field of the business's own is written as its kind is", async () => {
  const sent: unknown[] = [];
  const field = { id: 2, label: "תקציב", choices: [], order: 0, is_archived: false };
  open({
    "GET /api/v1/leads/fields/": () => [
      { ...field, key: "budget", kind: "number" },
      { ...field, id: 3, key: "size", label: "גודל", kind: "choice", choices: ["קטן", "גדול"] },
    ],
    [patch]: async (request) => {
      sent.push(await request.json());
      return lead;
    },
  });
  await userEvent.type(await screen.findByLabelText("תקציב"), "1200{Enter}");
  await waitFor(() => expect(sent).toEqual([{ custom: { budget: 1200 } }]));
  await userEvent.selectOptions(screen.getByLabelText("גודל"), "גדול");
  await waitFor(() => expect(sent[1]).toEqual({ custom: { size: "גדול" } }));
});

it("two leads of one person are merged into the one that was chosen, and the page follows", async () => {
  const brief = (of: Lead) => ({ id: of.id, name: of.name, phone: of.phone, email: "", source: of.source, created_at: of.created_at });
  const other = { ...lead, id: 40, name: "אבי מ." };
  const sent: unknown[] = [];
  const { router } = open({
    "GET /api/v1/leads/40/": () => other,
    "GET /api/v1/leads/7/duplicates/": () => [{ id: 3, reason: "phone", score: 94, first: brief(lead), second: brief(other), created_at: lead.created_at }],
    "POST /api/v1/leads/40/merge/": async (request) => {
      sent.push(await request.json());
      return { merge_id: 8, lead: other };
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: /מיזוג עם/ }));
  const dialog = screen.getByRole("dialog");
  expect(within(dialog).getByRole("radio", { name: /אבי מזרחי/ })).toBeChecked();
  await userEvent.click(within(dialog).getByRole("radio", { name: /אבי מ\./ }));
  await userEvent.click(within(dialog).getByRole("button", { name: "מיזוג" }));

  await waitFor(() => expect(router.state.location.pathname).toBe("/leads/40"));
  expect(sent).toEqual([{ loser_id: 7 }]);
});

it("a lead that nothing connects is found, shown beside the own values, merged, and taken apart again", async () => {
  const other = { ...lead, id: 40, name: "אבי מ.", phone: "+972539876543", email: "avi@example.co.il" };
  const asked: (string | null)[] = [];
  const sent: unknown[] = [];
  const { server } = open({
    "GET /api/v1/leads/": ({ url }) => {
      asked.push(new URL(url).searchParams.get("q"));
      return page(lead, other);
    },
    "GET /api/v1/leads/40/": () => other,
    "POST /api/v1/leads/7/merge/": async (request) => {
      sent.push(await request.json());
      return { merge_id: 8, lead };
    },
    "POST /api/v1/merges/8/undo/": () => ({ winner: lead, loser: other }),
  });
  await userEvent.click(await screen.findByRole("button", { name: "פעולות על הליד" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: /מיזוג עם ליד אחר/ }));
  await userEvent.type(within(screen.getByRole("dialog")).getByRole("searchbox"), "אבי מ");
  await waitFor(() => expect(asked).toContain("אבי מ"));
  expect(within(screen.getByRole("dialog")).queryByRole("button", { name: /אבי מזרחי/ })).not.toBeInTheDocument();
  await userEvent.click(await within(screen.getByRole("dialog")).findByRole("button", { name: /אבי מ\./ }));

  const dialog = screen.getByRole("dialog", { name: "מיזוג לידים" });
  await within(dialog).findByText("053-987-6543", { selector: "s bdi" });
  expect(within(dialog).getAllByRole("term").map((each) => each.textContent)).toEqual(["שם", "טלפון", "אימייל"]);
  expect(within(dialog).getAllByRole("definition").at(-1)).toHaveTextContent("avi@example.co.il יעבור אליו");
  await userEvent.click(within(dialog).getByRole("button", { name: "מיזוג" }));
  expect(await screen.findByText("הלידים מוזגו.")).toBeVisible();
  expect(sent).toEqual([{ loser_id: 40 }]);
  await userEvent.click(screen.getByRole("button", { name: "ביטול המיזוג" }));
  await waitFor(() => expect(server.count("POST /api/v1/merges/8/undo/")).toBe(1));
});

it("a merge is undone from the lead it went into", async () => {
  const { server } = open({
    "GET /api/v1/leads/7/merges/": () => [{ id: 8, loser: { id: 40, name: "אבי מ.", phone: "", email: "", source: "whatsapp", created_at: lead.created_at }, at: lead.created_at }],
    "POST /api/v1/merges/8/undo/": () => ({ winner: lead, loser: lead }),
  });
  await userEvent.click(await screen.findByRole("button", { name: /ביטול המיזוג של/ }));

  await waitFor(() => expect(server.count("POST /api/v1/merges/8/undo/")).toBe(1));
});

it("one's own note can be mended, another's only deleted by who may", async () => {
  const note = { id: 5, author: { kind: "user", user_id: 2, name: "מאיה גל" }, text: "ביקשה שנחזור", created_at: lead.created_at, edited_at: null };
  open({ "GET /api/v1/leads/7/notes/": () => page(note) });
  await userEvent.click(await screen.findByRole("button", { name: "פעולות על ההערה" }));

  expect(await screen.findByRole("menuitem", { name: "מחיקה" })).toBeVisible();
  expect(screen.queryByRole("menuitem", { name: "עריכה" })).not.toBeInTheDocument();
});

it("a note that was not taken stays written", async () => {
  open({
    "POST /api/v1/leads/7/notes/": () => {
      throw new TypeError("network");
    },
  });
  await userEvent.type(await screen.findByLabelText("הערה חדשה"), "לחזור ביום ראשון");
  await userEvent.click(screen.getByRole("button", { name: "הוספת הערה" }));

  expect(await screen.findByRole("alert")).toHaveTextContent("מה שכתבתם נשאר כאן");
  expect(screen.getByLabelText("הערה חדשה")).toHaveValue("לחזור ביום ראשון");
});

it("shows by what the person is known, and of a hidden id only its end", async () => {
  const at = lead.created_at;
  open({
    "GET /api/v1/leads/7/identities/": () => [
      { id: 1, kind: "phone", value: "+972521234567", is_proven: false, created_at: at },
      { id: 2, kind: "lid", value: "••••0737", is_proven: true, created_at: at },
    ],
  });
  const card = await screen.findByRole("region", { name: "כתובות" });

  expect(within(card).getAllByRole("listitem").map((each) => each.textContent)).toEqual([
    "052-123-4567טלפון · רק נרשמה, לא התקבלה ממנה פנייה",
    "••••0737מזהה וואטסאפ מוסתר · התקבלה ממנה פנייה",
  ]);
});

it("an address is detached only once that is confirmed, and a refusal is said", async () => {
  const asked: string[] = [];
  const at = lead.created_at;
  open({
    "GET /api/v1/leads/7/identities/": () => (asked.length > 1 ? [] : [{ id: 3, kind: "phone", value: "+972521234567", is_proven: true, created_at: at }]),
    "DELETE /api/v1/leads/7/identities/3/": ({ url }) => {
      asked.push(url);
      return asked.length > 1 ? undefined : new Refusal(503, { code: "unavailable", message: "השירות אינו זמין כרגע." });
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: /ניתוק הכתובת .*052-123-4567/ }));
  const dialog = screen.getByRole("dialog", { name: /לנתק את .*052-123-4567.* מהליד\?/ });
  expect(asked).toEqual([]);
  await userEvent.click(within(dialog).getByRole("button", { name: "ניתוק" }));
  expect(await within(dialog).findByRole("alert")).toHaveTextContent("השירות אינו זמין כרגע.");
  await userEvent.click(within(dialog).getByRole("button", { name: "ניתוק" }));

  await waitFor(() => expect(screen.queryByRole("region", { name: "כתובות" })).not.toBeInTheDocument());
  expect(asked).toHaveLength(2);
});

it("a refusal is recorded with where it was said, never without", async () => {
  const sent: unknown[] = [];
  open({
    "POST /api/v1/leads/7/consents/": async (request) => {
      sent.push(await request.json());
      return {};
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "תיעוד: דיוור שיווקי" }));
  await userEvent.click(screen.getByRole("radio", { name: "סירוב" }));
  await userEvent.click(screen.getByRole("button", { name: "שמירה" }));
  expect(await screen.findByText("כתבו איפה זה נאמר.")).toBeVisible();
  await userEvent.type(screen.getByLabelText("איפה זה נאמר?"), "ביקש בוואטסאפ{Enter}");

  await waitFor(() => expect(sent).toEqual([{ kind: "marketing", granted: false, source: "ביקש בוואטסאפ", source_kind: "user" }]));
});

it("who may only look is offered nothing to change", async () => {
  open({ "GET /api/v1/me": () => ({ ...me, verbs: ["leads.view"] }) });
  await screen.findByRole("heading", { name: "אבי מזרחי" });

  expect(screen.queryByLabelText("הערה חדשה")).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: /תיעוד/ })).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "פעולות על הליד" })).not.toBeInTheDocument();
  expect(screen.queryByRole("heading", { name: "משימות" })).not.toBeInTheDocument();
});

it("all pairs that may be one person stand in one place, which the leads lead to", async () => {
  const brief = (of: Lead) => ({ id: of.id, name: of.name, phone: of.phone, email: "", source: of.source, created_at: of.created_at });
  const pairs = [{ id: 3, reason: "email", score: 94, first: brief(lead), second: brief({ ...lead, id: 40, name: "אבי מ." }), created_at: lead.created_at }];
  const { server } = openApp("/leads", {
    "GET /api/v1/duplicates/": () => page(...pairs),
    "POST /api/v1/duplicates/3/dismiss/": () => {
      pairs.length = 0;
    },
  });
  await userEvent.click(await screen.findByRole("link", { name: /זוג לידים אחד שאולי הוא אותו אדם/ }));
  expect(await screen.findByRole("link", { name: "אבי מזרחי" })).toHaveAttribute("href", "/leads/7");
  expect(screen.getByRole("link", { name: "אבי מ." })).toHaveAttribute("href", "/leads/40");
  await userEvent.click(screen.getByRole("button", { name: /הוא אדם אחר/ }));

  expect(await screen.findByText("אין לידים כפולים")).toBeVisible();
  expect(server.count("POST /api/v1/duplicates/3/dismiss/")).toBe(1);
});
