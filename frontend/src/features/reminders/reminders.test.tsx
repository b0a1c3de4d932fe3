import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { me } from "@/test/samples";

const plan = {
  id: 3,
  kind: "before",
  before_days: 2,
  before_minutes: 0,
  channels: ["email"],
  text_he: "{name}, נפגשים {date}",
  text_en: "{name}, see you {date}",
  is_on: true,
  version: 1,
};
const list = "GET /api/v1/reminders/plans/";
const owner = { "GET /api/v1/me": () => ({ ...me, verbs: ["settings.edit", "settings.view"] }) };

it("lists what customers are told, and says that SMS is not possible", async () => {
  openApp("/settings/reminders", { ...owner, [list]: () => ({ channels: ["email"], plans: [plan] }) });

  expect(await screen.findByText("יומיים לפני")).toBeVisible();
  expect(screen.getByText(/אין לעסק חשבון ומספר/)).toBeVisible();
});
