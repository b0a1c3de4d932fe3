import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { entry, page } from "@/test/samples";
import type { Entry } from "./api/entries";

const list = "GET /api/v1/audit/";
const admin = { user_id: 9, name: "מנהלת המערכת" };

function open(path: string, ...entries: Entry[]) {
  const asked: URLSearchParams[] = [];
  const { router } = openApp(path, {
    [list]: ({ url }) => {
      asked.push(new URL(url).searchParams);
      return page(...entries);
    },
  });
  return { asked, router };
}

const row = () => screen.findByRole("listitem");

it.each([
  ["a changed role", {}, "שונה תפקיד: מאיה גל · מנציג למנהלנועה לוי15:05"],
  [
    "a sign-out that was forced",
    { action: "session.ended", action_label: "יציאה מהמערכת", target_kind: "session", target_id: 4, data: { reason: "password_changed", user: 2 } },
    "יציאה מהמערכת: מאיה גל · אחרי החלפת סיסמהנועה לוי15:05",
  ],
  [
    "a failed sign-in, which nobody is known to have tried",
    { action: "session.failed", action_label: "ניסיון כניסה שנכשל", actor: { kind: "user", user_id: null, name: "" }, data: {} },
    "ניסיון כניסה שנכשל: מאיה גללא ידוע מי15:05",
  ],
  [
    "a key",
    { action: "secret.changed", action_label: "שונה מפתח או סוד", target_kind: "business", data: { secret: "openai", change: "removed" } },
    "שונה מפתח או סוד · מפתח OpenAI, הוסרנועה לוי15:05",
  ],
  [
    "a lead, by the assistant",
    { action: "lead.updated", action_label: "עודכן ליד", actor: { kind: "ai", user_id: null, name: "" }, target_kind: "lead", target_id: 7, data: { fields: ["city", "name", "unknown"] } },
    "עודכן ליד · עיר, שםהעוזרליד 715:05",
  ],
  ["somebody who is gone", { target_id: 55, data: null }, "שונה תפקיד: משתמש 55נועה לוי15:05"],
] as [string, Partial<Entry>, string][])("%s reads as a sentence", async (_what, more, sentence) => {
  open("/audit", { ...entry, ...more });
  await screen.findAllByText("מאיה גל", { selector: "option" });

  expect((await row()).textContent?.replaceAll(/[\u2068\u2069]/g, "")).toBe(sentence);
});

it("who acted in somebody's place is named first and marked", async () => {
  open("/audit", { ...entry, impersonator: admin });

  expect(await row()).toHaveTextContent(/מנהלת המערכת.* בשם .*נועה לוי/);
  expect(await row()).toHaveTextContent("צוות המערכת");
});

it("leads to what it was done to", async () => {
  open("/audit", { ...entry, target_kind: "lead", target_id: 7 });

  expect(await screen.findByRole("link", { name: "ליד 7" })).toHaveAttribute("href", "/leads/7");
});

it("filters live in the address, and days are those of the business", async () => {
  const { asked, router } = open("/audit?actor=2&from=2026-11-01&to=2026-11-22", entry);
  await row();
  expect(Object.fromEntries(asked[0] ?? [])).toEqual({
    actor: "2",
    from: "2026-10-31T22:00:00.000Z",
    to: "2026-11-22T22:00:00.000Z",
  });
  await userEvent.selectOptions(screen.getByLabelText("מה"), "כניסות ויציאות");
  await waitFor(() => expect(asked.at(-1)?.get("action")).toBe("session"));
  expect(router.state.location.search).toBe("?actor=2&action=session&from=2026-11-01&to=2026-11-22");
  await userEvent.click(screen.getByRole("button", { name: "ניקוי הסינון" }));

  await waitFor(() => expect(router.state.location.search).toBe(""));
});

it("what makes no sense in the address is as if it were not there", async () => {
  const { asked } = open("/audit?actor=%3Cscript%3E&action=DROP&from=2026-02-30&to=yesterday&target=lead", entry);
  await row();

  expect([...(asked[0] ?? [])]).toEqual([]);
});

it("an address can ask for everything about one thing", async () => {
  const { asked } = open("/audit?target=lead.7", entry);
  await row();

  expect(Object.fromEntries(asked[0] ?? [])).toEqual({ target_kind: "lead", target_id: "7" });
});

it("nothing found and nothing there are told apart", async () => {
  open("/audit?action=secret");
  expect(await screen.findByText("אין פעולות מתאימות")).toBeVisible();
  await userEvent.click(screen.getAllByRole("button", { name: "ניקוי הסינון" })[1] as HTMLElement);

  expect(await screen.findByText("עוד לא נרשמה פעולה")).toBeVisible();
});
