import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { call, callDetail, me, turn } from "@/test/samples";
import type { Intent } from "./api/types";

const about: Intent = { turn: "item_1", turn_id: 1, intent: "confirm", name: "דנה", date: "2026-11-23", time: "10:00", confidence: 90 };

async function rows(intents: Intent[], language = "he") {
  openApp("/calls/31", {
    "GET /api/v1/me": () => ({ ...me, user: { ...me.user, language } }),
    "GET /api/v1/calls/31/": () =>
      callDetail(call, {
        turns: [turn(1, "customer", "מחר בעשר"), turn(2, "ai", "קבענו?"), turn(3, "customer", "תודה")],
        tools: [],
        understanding: { topic: "תור", sentiment: "neutral", intents },
      }),
  });
  const said = await Promise.all(["מחר בעשר", "קבענו?", "תודה"].map((text) => screen.findByText(text)));
  return said.map((words) => words.closest("li"));
}

it.each([
  ["he", "הסכמה לפגישה · דנה · יום שני, 23 בנובמבר · 10:00 · ביטחון 90%"],
  ["en", "Agrees to a meeting · דנה · Monday 23 November · 10:00 · 90% sure"],
])("in %s, what a turn was about in the diary stands under it, and nothing where it was about nothing", async (language, shown) => {
  const [caller, assistant, thanks] = await rows([about, { ...about, turn_id: 3, intent: "none" }], language);

  expect(caller).toHaveTextContent(shown);
  expect(assistant).not.toHaveTextContent("90");
  expect(thanks).not.toHaveTextContent("90");
});

it.each(["", "אולי", "2026-13-40"])("a day that is none (%s) is left out", async (date) => {
  const [caller] = await rows([{ ...about, intent: "ask", date, name: null, time: null, confidence: null }]);

  expect(caller).toHaveTextContent(/בקשה לפגישה$/);
});
