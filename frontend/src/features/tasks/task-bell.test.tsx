import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { FakeSocket } from "@/test/fake-socket";
import { openApp } from "@/test/open-app";
import { me } from "@/test/samples";
import type { TaskNotice } from "./api/notices";

const list = "GET /api/v1/tasks/notices/";
const seen = "POST /api/v1/tasks/notices/seen/";

function notice(id: number, title: string, is_seen = false): TaskNotice {
  const due_at = "2026-11-22T08:00:00Z";
  return { id, due_at, is_seen, task: { id, title, due_at, all_day: false, priority: "normal", lead: { id: 7, name: "דנה כהן" } } };
}

it("what falls due while somebody looks is said once, and stays in the bell until it was looked at", async () => {
  const user = userEvent.setup();
  let notices = [notice(4, "לשלוח חוזה", true)];
  const marked: unknown[] = [];
  openApp("/calls", {
    [list]: () => notices,
    [seen]: async (request) => {
      marked.push(await request.json());
      notices = notices.map((each) => ({ ...each, is_seen: true }));
    },
  });
  await screen.findByRole("button", { name: "תזכורות" });
  FakeSocket.last.accept();
  notices = [notice(5, "לחזור לדנה"), ...notices];
  FakeSocket.last.hint("task.due", 5);

  expect(await screen.findByText(/הגיע הזמן: .*לחזור לדנה/)).toBeVisible();
  await user.click(await screen.findByRole("button", { name: "תזכורות, אחת חדשה" }));
  const menu = screen.getByRole("menu");
  expect(within(menu).getAllByRole("menuitem").map((item) => item.getAttribute("href"))).toEqual(["/leads/7", "/leads/7", "/tasks"]);
  expect(within(menu).getAllByText("חדש")).toHaveLength(1);
  await user.keyboard("{Escape}");

  expect(await screen.findByRole("button", { name: "תזכורות" })).toBeVisible();
  expect(marked).toEqual([{ last_id: 5 }]);
});

it("what was there before is counted and not said, and who acts as somebody else sees nothing for them", async () => {
  const user = userEvent.setup();
  const impersonation = { by: "רות", reason: "בדיקה", ends_at: new Date(Date.now() + 60_000).toISOString() };
  const { server } = openApp("/calls", { [list]: () => [notice(5, "לחזור לדנה")], "GET /api/v1/me": () => ({ ...me, impersonation }) });
  await user.click(await screen.findByRole("button", { name: "תזכורות, אחת חדשה" }));
  expect(screen.queryByText(/הגיע הזמן/)).not.toBeInTheDocument();
  await user.keyboard("{Escape}");

  expect(await screen.findByRole("button", { name: "תזכורות, אחת חדשה" })).toBeVisible();
  expect(server.count(seen)).toBe(0);
});
