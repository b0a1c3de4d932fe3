import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { me } from "@/test/samples";
import { Refusal } from "@/test/server";

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

it("says what will stand in a text's places, in words", async () => {
  openApp("/settings/reminders", { ...owner, [list]: () => ({ channels: ["email"], plans: [{ ...plan, text_he: "{name}, נפגשים {date} {other}" }] }) });

  expect((await screen.findByText("שם הלקוח")).parentElement).toHaveTextContent("שם הלקוח, נפגשים תאריך {other}");
});

it("stand as a customer meets them", async () => {
  const plans = [
    { ...plan, id: 1, kind: "cancelled", before_days: 0 },
    { ...plan, id: 2, before_days: 0, before_minutes: 120 },
    { ...plan, id: 3, before_days: 1 },
    { ...plan, id: 4, kind: "booked", before_days: 0 },
  ];
  openApp("/settings/reminders", { ...owner, [list]: () => ({ channels: ["email"], plans }) });

  const rows = await screen.findAllByRole("button", { name: /^עריכה/ });
  expect(rows.map((row) => row.getAttribute("aria-label"))).toEqual(["עריכה: אישור קביעה", "עריכה: יום לפני", "עריכה: שעתיים לפני", "עריכה: הודעה על ביטול"]);
});

it("a text the server refuses stays, and is told where it was written", async () => {
  const sent: unknown[] = [];
  openApp("/settings/reminders", {
    ...owner,
    [list]: () => ({ channels: ["email"], plans: [plan] }),
    "PATCH /api/v1/reminders/plans/3/": async (request: Request) => {
      sent.push(await request.json());
      return new Refusal(422, { code: "reminder_plan_text_too_long", message: "ההודעה ארוכה מדי.", field: "text_he" });
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "עריכה: יומיים לפני" }));
  const dialog = within(screen.getByRole("dialog"));
  await userEvent.clear(dialog.getByLabelText("נוסח בעברית"));
  await userEvent.click(dialog.getByRole("button", { name: "שמירה" }));
  expect(dialog.getByText("יש לכתוב נוסח.")).toBeVisible();
  expect(sent).toEqual([]);
  await userEvent.type(dialog.getByLabelText("נוסח בעברית"), "ארוך");
  await userEvent.click(dialog.getByRole("button", { name: "שמירה" }));

  expect(await dialog.findByText("ההודעה ארוכה מדי.")).toBeVisible();
  expect(dialog.getByLabelText("נוסח בעברית")).toHaveValue("ארוך");
  await waitFor(() => expect(sent).toEqual([{ before_days: 2, before_minutes: 0, channels: ["email"], text_he: "ארוך", text_en: plan.text_en, version: 1 }]));
});
