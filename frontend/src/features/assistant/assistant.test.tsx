import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { me } from "@/test/samples";
import { Refusal } from "@/test/server";
import type { ChannelPrompts, PromptText } from "./api/prompts";
import type { Profile } from "./api/profile";
import { folded, type Line } from "./folded";
import { isMismatch } from "./voices";

const live: PromptText = {
  id: 4,
  channel: "phone",
  state: "live",
  version: 2,
  comment: "מחיר חדש",
  author: { user_id: 1, name: "נועה לוי" },
  restored_from: null,
  revision: 1,
  size: 11,
  published_at: "2026-11-22T08:00:00Z",
  updated_at: "2026-11-22T08:00:00Z",
  text: "פתוח בבוקר.",
};
const first = { ...live, id: 1, version: 1, state: "past" as const, comment: "", author: { user_id: null, name: "" } };
const draft: PromptText = { ...live, id: 9, state: "draft", version: null, revision: 3, text: "פתוח בערב.", comment: "ערב", published_at: null };
const phone: ChannelPrompts = {
  channel: "phone",
  live,
  draft: null,
  longest: 40,
  places: ["business", "assistant", "services"],
  size: { platform: 5000, business: 200, faq: 300, calendar: 400, diary: 500 },
  faq_left_out: 0,
};
const whatsapp: ChannelPrompts = { ...phone, channel: "whatsapp", live: { ...live, channel: "whatsapp", text: "כותבים קצר." }, draft: null };
const profile: Profile = {
  name: "נועם",
  gender: "masculine",
  voice: "cedar",
  greeting: "שלום, הגעתם ל{business}",
  version: 1,
  places: ["business", "assistant"],
};
const list = "GET /api/v1/settings/prompts/";
const routes = {
  [list]: () => [phone, whatsapp],
  "GET /api/v1/settings/prompts/versions/": () => ({ next: null, previous: null, results: [live, first] }),
  "GET /api/v1/settings/assistant/": () => profile,
  "GET /api/v1/settings/prompts/tests/": () => [],
};
const editor = () => screen.findByRole("textbox", { name: "מה העוזר צריך לדעת ולעשות בשיחות טלפון" });

it("shows what is live on each channel, how much may be written, and what was before", async () => {
  openApp("/settings/assistant", routes);

  expect(await editor()).toHaveValue("פתוח בבוקר.");
  expect(screen.getByText("גרסה 2 פעילה")).toBeVisible();
  expect(screen.getByText("11 מתוך 40 תווים")).toBeVisible();
  expect(screen.getByText("כל ההוראות יחד: 6,400 תווים")).toBeVisible();
  expect(await screen.findByText("מחיר חדש")).toBeVisible();
  expect(screen.getByText("ההנחיות שאיתן התחלתם")).toBeVisible();
  await userEvent.click(screen.getByRole("radio", { name: "וואטסאפ" }));

  expect(await screen.findByRole("textbox", { name: "מה העוזר צריך לדעת ולעשות בוואטסאפ" })).toHaveValue("כותבים קצר.");
});

it("saves a draft with the revision that was read, and keeps what was written when that is refused", async () => {
  const sent: unknown[] = [];
  let refused = true;
  openApp("/settings/assistant", {
    ...routes,
    [list]: () => [{ ...phone, draft: sent.length > 1 ? { ...draft, text: "{x}" } : null }, whatsapp],
    "PUT /api/v1/settings/prompts/draft/": async (request) => {
      sent.push(await request.json());
      if (refused) return new Refusal(422, { code: "placeholder_wrong", message: "בשורה 1 כתוב {x}.", field: "text" });
      return { ...draft, text: "{x}" };
    },
  });
  const box = await editor();
  await userEvent.clear(box);
  await userEvent.type(box, "{{x}");
  await userEvent.click(screen.getByRole("button", { name: "שמירת טיוטה" }));

  expect(await screen.findByText("בשורה 1 כתוב {x}.")).toBeVisible();
  expect(box).toHaveValue("{x}");
  refused = false;
  await userEvent.click(screen.getByRole("button", { name: "שמירת טיוטה" }));
  expect(await screen.findByText(/הטיוטה נשמרה/)).toBeVisible();
  expect(sent).toEqual([
    { channel: "phone", text: "{x}", revision: 0 },
    { channel: "phone", text: "{x}", revision: 0 },
  ]);
});

it("says how much is too long and sends nothing", async () => {
  openApp("/settings/assistant", routes);
  const box = await editor();
  await userEvent.click(box);
  await userEvent.paste("א".repeat(40));

  expect(screen.getByRole("alert")).toHaveTextContent("יש 11 תווים יותר מדי: אפשר עד 40");
  expect(screen.getByRole("button", { name: "שמירת טיוטה" })).toBeDisabled();
  expect(screen.getByRole("button", { name: "פרסום…" })).toBeDisabled();
  expect(box).toHaveValue("פתוח בבוקר." + "א".repeat(40));
});

it("writes a place where the caret stands", async () => {
  openApp("/settings/assistant", routes);
  const box = await editor();
  await userEvent.type(box, "x", { initialSelectionStart: 4, initialSelectionEnd: 4 });
  await userEvent.click(screen.getByRole("button", { name: /שם העסק/ }));

  expect(box).toHaveValue("פתוחx{business} בבוקר.");
});

it("shows what a draft changes before it is published", async () => {
  const sent: unknown[] = [];
  openApp("/settings/assistant", {
    ...routes,
    [list]: () => [{ ...phone, draft: sent.length ? null : draft }, whatsapp],
    "GET /api/v1/settings/prompts/versions/9/diff/": () => ({
      base: live,
      lines: [
        { kind: "removed", text: "פתוח בבוקר.", before: 1, after: null },
        { kind: "added", text: "פתוח בערב.", before: null, after: 1 },
      ],
    }),
    "POST /api/v1/settings/prompts/publish/": async (request) => {
      sent.push(await request.json());
      return { ...draft, state: "live", version: 3 };
    },
  });
  expect(await editor()).toHaveValue("פתוח בערב.");
  expect(screen.getByText("יש טיוטה")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "פרסום…" }));
  const dialog = within(await screen.findByRole("dialog"));
  const changes = within(await dialog.findByRole("list", { name: "מה השתנה" }));
  expect(changes.getAllByRole("listitem").map((line) => line.textContent)).toEqual(["−הוסר:פתוח בבוקר.", "+נוסף:פתוח בערב."]);
  await userEvent.click(dialog.getByRole("button", { name: "פרסום" }));

  expect(await screen.findByText("גרסה 3 פעילה מהשיחה או מההודעה הבאה.")).toBeVisible();
  expect(sent).toEqual([{ channel: "phone", comment: "ערב", revision: 3 }]);
});

it("what somebody else saved meanwhile is not lost, and neither is what was written", async () => {
  let theirs = false;
  openApp("/settings/assistant", {
    ...routes,
    [list]: () => [{ ...phone, draft: theirs ? draft : null }, whatsapp],
    "PUT /api/v1/settings/prompts/draft/": () => {
      theirs = true;
      return new Refusal(412, { code: "prompt_draft_changed", message: "הטיוטה השתנתה בינתיים." });
    },
  });
  const box = await editor();
  await userEvent.type(box, " ושבת");
  await userEvent.click(screen.getByRole("button", { name: "שמירת טיוטה" }));

  expect(await screen.findByRole("alert")).toHaveTextContent("הטיוטה השתנתה בינתיים.");
  expect(box).toHaveValue("פתוח בבוקר. ושבת");
  await userEvent.click(screen.getByRole("button", { name: "טעינת הטיוטה השמורה" }));
  await waitFor(() => expect(box).toHaveValue("פתוח בערב."));
});

it("goes back to an earlier version in one step", async () => {
  const asked: string[] = [];
  openApp("/settings/assistant", {
    ...routes,
    "POST /api/v1/settings/prompts/versions/1/rollback/": (request) => {
      asked.push(request.url);
      return { ...live, version: 3, restored_from: 1 };
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "חזרה לגרסה 1" }));

  await waitFor(() => expect(asked).toHaveLength(1));
  expect(screen.queryByRole("button", { name: "חזרה לגרסה 2" })).not.toBeInTheDocument();
});

it("changes who answers, and says when voice and wording do not match", async () => {
  const sent: unknown[] = [];
  openApp("/settings/assistant", {
    ...routes,
    "PATCH /api/v1/settings/assistant/": async (request) => {
      sent.push(await request.json());
      return { ...profile, voice: "marin", version: 2 };
    },
  });
  const card = within(await screen.findByRole("region", { name: "מי עונה" }));
  await userEvent.selectOptions(await card.findByLabelText("קול בטלפון"), "marin");
  expect(card.getByText(/לא תואמים/)).toBeVisible();
  await userEvent.click(card.getByRole("button", { name: "שמירה" }));

  await waitFor(() => expect(sent).toEqual([{ voice: "marin", version: 1 }]));
});

it("sends the greeting in one line, however it was written", async () => {
  const sent: unknown[] = [];
  openApp("/settings/assistant", {
    ...routes,
    "PATCH /api/v1/settings/assistant/": async (request) => {
      sent.push(await request.json());
      return { ...profile, version: 2 };
    },
  });
  const card = within(await screen.findByRole("region", { name: "מי עונה" }));
  const greeting = await card.findByLabelText("משפט הפתיחה בטלפון");
  expect(greeting).toHaveValue("שלום, הגעתם ל{business}");
  expect(greeting).toHaveAccessibleDescription(/אפשר לכתוב בו/);
  await userEvent.clear(greeting);
  await userEvent.type(greeting, "שלום לכם.{Enter}{Enter}במה אפשר לעזור?");
  await userEvent.click(card.getByRole("button", { name: "שמירה" }));

  await waitFor(() => expect(sent).toEqual([{ greeting: "שלום לכם. במה אפשר לעזור?", version: 1 }]));
});

it("says what is safe when nothing can be read", async () => {
  const failing = () => new Refusal(500, { code: "error", message: "" });
  openApp("/settings/assistant", {
    [list]: failing,
    "GET /api/v1/settings/prompts/versions/": failing,
    "GET /api/v1/settings/assistant/": failing,
    "GET /api/v1/settings/prompts/tests/": failing,
  });

  await waitFor(() => expect(screen.getAllByRole("button", { name: "ניסיון נוסף" })).toHaveLength(4));
});

it("who may only look changes nothing", async () => {
  openApp("/settings/assistant", { ...routes, "GET /api/v1/me": () => ({ ...me, verbs: ["prompts.view"] }) });

  expect(await editor()).toHaveAttribute("readonly");
  expect(screen.queryByRole("button", { name: "פרסום…" })).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: /חזרה לגרסה/ })).not.toBeInTheDocument();
});

it("folds equal lines away that are far from a change", () => {
  const line = (kind: Line["kind"], text: string): Line => ({ kind, text, before: 1, after: 1 });
  const lines = [..."abcdef"].map((text) => line("same", text));

  expect(folded([...lines, line("added", "x")])).toEqual([{ hidden: 4 }, { line: lines[4] }, { line: lines[5] }, { line: line("added", "x") }]);
  expect(folded(lines)).toEqual([{ hidden: 6 }]);
});

it("knows which voice is whose", () => {
  expect([isMismatch("cedar", "masculine"), isMismatch("marin", "masculine"), isMismatch("alloy", "feminine")]).toEqual([false, true, false]);
});
