import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { FakeSocket } from "@/test/fake-socket";
import { openApp } from "@/test/open-app";

const fields = {
  slot_minutes: 30,
  buffer_minutes: 0,
  min_notice_minutes: 60,
  window_days: 30,
  daily_cap: null,
  confirm_mode: "automatic",
  phone_required: true,
  is_always_open: false,
};
const rules = { ...fields, version: 3 };

it("the rules are saved on the version that was read", async () => {
  const sent: unknown[] = [];
  openApp("/settings/diary", {
    "GET /api/v1/scheduling/settings/": () => rules,
    "GET /api/v1/scheduling/feeds/mine/": () => ({ url: null, created_at: null }),
    "PATCH /api/v1/scheduling/settings/": async (request: Request) => {
      sent.push([request.headers.get("If-Match"), await request.json()]);
      return rules;
    },
  });
  const cap = await screen.findByLabelText("מספר פגישות מרבי ביום");
  await userEvent.type(cap, "8");
  await userEvent.click(screen.getByLabelText("פתוח 24/7"));
  await userEvent.click(screen.getByRole("button", { name: "שמירה" }));

  await waitFor(() => expect(sent).toEqual([['W/"3"', { ...fields, daily_cap: 8, is_always_open: true }]]));
});

it("a calendar's address is replaced only after a yes", async () => {
  const { server } = openApp("/settings/diary", {
    "GET /api/v1/scheduling/settings/": () => rules,
    "GET /api/v1/scheduling/feeds/mine/": () => ({ url: null, created_at: "2026-11-01T09:00:00Z" }),
    "POST /api/v1/scheduling/feeds/mine/": () => ({ url: "https://demo/calendar.ics?token=y", created_at: "2026-11-22T09:00:00Z" }),
  });
  await userEvent.click(await screen.findByRole("button", { name: "החלפת הכתובת" }));
  expect(server.count("POST /api/v1/scheduling/feeds/mine/")).toBe(0);
  await userEvent.click(screen.getAllByRole("button", { name: "החלפת הכתובת" }).at(-1) as HTMLElement);

  expect(await screen.findByText("https://demo/calendar.ics?token=y")).toBeInTheDocument();
  expect(server.count("POST /api/v1/scheduling/feeds/mine/")).toBe(1);
});

it("the business's address is made apart from the member's", async () => {
  const { server } = openApp("/settings/diary", {
    "GET /api/v1/scheduling/settings/": () => rules,
    "GET /api/v1/scheduling/feeds/mine/": () => ({ url: null, created_at: "2026-11-01T09:00:00Z" }),
    "GET /api/v1/scheduling/feeds/business/": () => ({ url: null, created_at: null }),
    "POST /api/v1/scheduling/feeds/business/": () => ({ url: "https://demo/calendar.ics?token=all", created_at: "2026-11-22T09:00:00Z" }),
  });
  await userEvent.click(await screen.findByRole("button", { name: "יצירת כתובת" }));

  await waitFor(() => expect(server.count("POST /api/v1/scheduling/feeds/business/")).toBe(1));
  expect(server.count("POST /api/v1/scheduling/feeds/mine/")).toBe(0);
});

it("another country's holidays are asked for by its code, and nothing else changes", async () => {
  const sent: unknown[] = [];
  const holidays = { calendar: "jewish", calendar_country: "", holiday_policy: "closed", eve_policy: "short", chol_hamoed_policy: "normal" };
  openApp("/settings/diary?part=dates", {
    "GET /api/v1/scheduling/settings/": () => ({ ...rules, ...holidays }),
    "GET /api/v1/scheduling/dates/": () => [],
    "PATCH /api/v1/scheduling/settings/": async (request: Request) => {
      sent.push([request.headers.get("If-Match"), await request.json()]);
      return rules;
    },
  });
  await userEvent.selectOptions(await screen.findByLabelText("אילו חגים נכנסים מעצמם"), "חגים רשמיים של מדינה אחרת");
  await userEvent.click(screen.getByRole("button", { name: "שמירה" }));
  expect(screen.getByText("צריך לכתוב קוד מדינה.")).toBeVisible();
  expect(sent).toEqual([]);
  await userEvent.type(screen.getByLabelText("מדינה"), "fr");
  await userEvent.click(screen.getByRole("button", { name: "שמירה" }));

  await waitFor(() => expect(sent).toEqual([['W/"3"', { ...holidays, calendar: "country", calendar_country: "FR" }]]));
});

const quiet = { quiet_from: "21:00", quiet_until: "08:00", rests_on_holidays: true, rest_begins: "15:00", rest_ends: "20:30" };
const plans = { "GET /api/v1/reminders/plans/": () => ({ channels: ["email"], plans: [] }) };

it("quiet hours are saved; without rest its times stay as they are", async () => {
  const sent: unknown[] = [];
  openApp("/settings/reminders", {
    ...plans,
    "GET /api/v1/scheduling/settings/": () => ({ ...rules, ...quiet }),
    "PATCH /api/v1/scheduling/settings/": async (request: Request) => {
      sent.push([request.headers.get("If-Match"), await request.json()]);
      return rules;
    },
  });
  fireEvent.change(await screen.findByLabelText("מהשעה"), { target: { value: "22:30" } });
  fireEvent.change(screen.getByLabelText("במוצאי, עד השעה"), { target: { value: "" } });
  await userEvent.click(screen.getByRole("button", { name: "שמירה" }));
  expect(screen.getByText("צריך לבחור שעה.")).toBeVisible();
  expect(sent).toEqual([]);
  await userEvent.click(screen.getByLabelText("בלי הודעות בשבת ובחג"));
  await userEvent.click(screen.getByRole("button", { name: "שמירה" }));

  await waitFor(() => expect(sent).toEqual([['W/"3"', { quiet_from: "22:30", quiet_until: "08:00", rests_on_holidays: false }]]));
});

it("what others save elsewhere leaves what is being written, and is saved upon", async () => {
  let now = { ...rules, ...quiet };
  const sent: unknown[] = [];
  const { server } = openApp("/settings/reminders", {
    ...plans,
    "GET /api/v1/scheduling/settings/": () => now,
    "PATCH /api/v1/scheduling/settings/": (request: Request) => {
      sent.push(request.headers.get("If-Match"));
      return now;
    },
  });
  fireEvent.change(await screen.findByLabelText("מהשעה"), { target: { value: "22:30" } });
  FakeSocket.last.accept();
  now = { ...now, slot_minutes: 45, version: 4 };
  FakeSocket.last.hint("scheduling.changed", 1, { noun: "settings", change: "updated" });
  await waitFor(() => expect(server.count("GET /api/v1/scheduling/settings/")).toBe(2));
  expect(screen.getByLabelText("מהשעה")).toHaveValue("22:30");
  await userEvent.click(screen.getByRole("button", { name: "שמירה" }));

  await waitFor(() => expect(sent).toEqual(['W/"4"']));
});

it("what others save in the same form is told and not written over", async () => {
  let now = { ...rules, ...quiet };
  openApp("/settings/reminders", { ...plans, "GET /api/v1/scheduling/settings/": () => now });
  fireEvent.change(await screen.findByLabelText("מהשעה"), { target: { value: "22:30" } });
  FakeSocket.last.accept();
  now = { ...now, quiet_until: "07:00", version: 4 };
  FakeSocket.last.hint("scheduling.changed", 1, { noun: "settings", change: "updated" });

  expect(await screen.findByText("ההגדרות האלה השתנו בינתיים, ומה שכתבת עוד לא נשמר.")).toBeVisible();
  expect(screen.getByLabelText("מהשעה")).toHaveValue("22:30");
  await userEvent.click(screen.getByRole("button", { name: "הצגת ההגדרות החדשות" }));
  expect(screen.getByLabelText("מהשעה")).toHaveValue("21:00");
  expect(screen.getByLabelText("עד השעה")).toHaveValue("07:00");
});
