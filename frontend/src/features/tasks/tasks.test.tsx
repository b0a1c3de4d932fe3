import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { FakeSocket } from "@/test/fake-socket";
import { openApp } from "@/test/open-app";
import { me, page, task } from "@/test/samples";
import { Refusal } from "@/test/server";
import type { Task } from "./api/types";

const list = "GET /api/v1/tasks/";
let user: ReturnType<typeof userEvent.setup>;

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true, now: new Date("2026-11-22T08:00:00Z") });
  user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
});

it("each bucket is asked by its name, with how many wait in it", async () => {
  const asked: (string | null)[] = [];
  const { router } = openApp("/tasks", {
    [list]: ({ url }) => {
      asked.push(new URL(url).searchParams.get("bucket"));
      return page(task);
    },
    "GET /api/v1/tasks/counts/": () => ({ waiting: 4, today: 2, overdue: 1 }),
  });
  expect(await screen.findByRole("radio", { name: "היום 2" })).toBeChecked();
  await user.click(screen.getByRole("radio", { name: "באיחור 1" }));

  await waitFor(() => expect(asked).toEqual(["today", "overdue"]));
  expect(router.state.location.search).toBe("?bucket=overdue");
});

it("is ticked off, and can be taken back for a moment", async () => {
  const tasks: Task[] = [task];
  const { server } = openApp("/tasks", {
    [list]: () => page(...tasks),
    "POST /api/v1/tasks/12/done/": () => {
      tasks.length = 0;
      return { ...task, status: "done" };
    },
    "POST /api/v1/tasks/12/reopen/": () => {
      tasks.push(task);
      return task;
    },
  });
  await user.click(await screen.findByRole("button", { name: /סימון כבוצעה/ }));
  expect(await screen.findByText("אין משימות להיום")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "החזרה" }));

  expect(await screen.findByText(task.title)).toBeVisible();
  expect(server.count("POST /api/v1/tasks/12/reopen/")).toBe(1);
});

it("is put off to tomorrow morning on the clock of the business", async () => {
  const sent: unknown[] = [];
  openApp("/tasks", {
    [list]: () => page(task),
    "POST /api/v1/tasks/12/snooze/": async (request) => {
      sent.push(await request.json());
      return task;
    },
  });
  await user.click(await screen.findByRole("button", { name: /פעולות על/ }));
  await user.click(await screen.findByRole("menuitem", { name: "מחר בבוקר" }));

  await waitFor(() => expect(sent).toEqual([{ until: "2026-11-23T07:00:00.000Z" }]));
});

it("a new one is one's own unless given to somebody else, and repeats as it was said", async () => {
  const sent: unknown[] = [];
  openApp("/tasks", {
    "GET /api/v1/leads/owners/": () => [
      { user_id: 1, name: "נועה לוי", role: "owner" },
      { user_id: 2, name: "מאיה גל", role: "agent" },
    ],
    "POST /api/v1/tasks/": async (request) => {
      sent.push(await request.json());
      return task;
    },
  });
  await user.click(await screen.findByRole("button", { name: "משימה חדשה" }));
  await user.type(screen.getByLabelText("מה לעשות"), "לבדוק מלאי");
  await user.type(screen.getByLabelText("תאריך"), "2026-11-24");
  await user.selectOptions(screen.getByLabelText("חזרה"), "שבועית");
  await user.clear(screen.getByLabelText("כל כמה שבועות?"));
  await user.type(screen.getByLabelText("כל כמה שבועות?"), "2");
  await user.click(screen.getByRole("button", { name: "הוספה" }));

  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(sent).toEqual([
    {
      title: "לבדוק מלאי",
      details: "",
      due_at: "2026-11-23T22:00:00.000Z",
      all_day: true,
      priority: "normal",
      assignee_id: 1,
      recurrence: "FREQ=WEEKLY;INTERVAL=2",
    },
  ]);
});

it("a repeating task whose title changes stays meant for its day and hour, one that is put off does not", async () => {
  const recurrence = "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=31;BYHOUR=2;BYMINUTE=30";
  const sent: string[] = [];
  openApp("/tasks", {
    [list]: () => page({ ...task, recurrence }),
    "PATCH /api/v1/tasks/12/": async (request) => {
      sent.push(((await request.json()) as Task).recurrence);
      return task;
    },
  });
  async function save(label: string, value: string) {
    await user.click(await screen.findByRole("button", { name: /פעולות על/ }));
    await user.click(await screen.findByRole("menuitem", { name: "עריכה" }));
    await user.clear(screen.getByLabelText(label));
    await user.type(screen.getByLabelText(label), value);
    await user.click(screen.getByRole("button", { name: "שמירה" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  }
  await save("מה לעשות", "אחרת");
  await save("שעה", "15:00");

  expect(sent).toEqual([recurrence, "FREQ=MONTHLY;INTERVAL=1"]);
});

it("what somebody else changed is not written over unless it is said so", async () => {
  const sent: [string | null, string][] = [];
  openApp("/tasks", {
    [list]: () => page(task),
    "PATCH /api/v1/tasks/12/": async (request) => {
      sent.push([request.headers.get("If-Match"), ((await request.json()) as Task).title]);
      if (sent.length > 1) return task;
      return new Refusal(412, { code: "task_changed", message: "", current: { ...task, title: "כותרת שלהם", version: 5 } });
    },
  });
  await user.click(await screen.findByRole("button", { name: /פעולות על/ }));
  await user.click(await screen.findByRole("menuitem", { name: "עריכה" }));
  const title = screen.getByLabelText("מה לעשות");
  await user.clear(title);
  await user.type(title, "כותרת שלי");
  await user.click(screen.getByRole("button", { name: "שמירה" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("המשימה השתנתה בינתיים.");
  expect(title).toHaveValue("כותרת שלי");
  await user.click(screen.getByRole("button", { name: "שמירה בכל זאת" }));

  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(sent).toEqual([
    ['W/"1"', "כותרת שלי"],
    ['W/"5"', "כותרת שלי"],
  ]);
});

it("what others do arrives by itself", async () => {
  const tasks: Task[] = [];
  openApp("/tasks", { [list]: () => page(...tasks) });
  await screen.findByText("אין משימות להיום");
  FakeSocket.last.accept();
  tasks.push(task);
  FakeSocket.last.hint("task.changed", 12, { change: "created", lead_id: 7 });

  expect(await screen.findByText(task.title)).toBeVisible();
  expect(within(screen.getByRole("main")).getByRole("link", { name: "אבי מזרחי" })).toHaveAttribute("href", "/leads/7");
});

it("who may only look ticks nothing off", async () => {
  openApp("/tasks", { "GET /api/v1/me": () => ({ ...me, verbs: ["tasks.view"] }), [list]: () => page(task) });

  expect(await screen.findByRole("button", { name: /סימון כבוצעה/ })).toBeDisabled();
  expect(screen.queryByRole("button", { name: "משימה חדשה" })).not.toBeInTheDocument();
});
