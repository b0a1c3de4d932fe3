import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { FakeSocket } from "@/test/fake-socket";
import { openApp } from "@/test/open-app";
import { appointment, page } from "@/test/samples";
import { Refusal } from "@/test/server";

const list = "GET /api/v1/appointments/";
const services = "GET /api/v1/scheduling/services/";
const slots = "GET /api/v1/appointments/slots/";
const book = "POST /api/v1/appointments/";
const free = {
  timezone: "Asia/Jerusalem",
  days: [{ date: "2026-11-23", hebrew_date: "י״ג כסלו", slots: [{ starts_at: "2026-11-23T07:00:00Z", ends_at: "2026-11-23T07:30:00Z", resource_ids: [1] }] }],
};
const tuesday = {
  date: "2026-11-24",
  hebrew_date: "י״ד כסלו",
  slots: ["08:00", "08:30", "09:00"].map((time) => ({ starts_at: `2026-11-24T${time}:00Z`, ends_at: `2026-11-24T${time}:00Z`, resource_ids: [1] })),
};
const haircut = { id: 3, label: "תספורת", duration_minutes: 30, is_active: true, resource_ids: [] };
const resources = "GET /api/v1/scheduling/resources/";
const main = { id: 1, name: "יומן ראשי", is_default: true, is_active: true, position: 0, has_own_hours: false, user_id: null };
const ron = { ...main, id: 2, name: "רון", is_default: false };

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true, now: new Date("2026-11-22T08:00:00Z") });
});

it("a meeting is booked for a lead that was looked for, at an hour that is free for the service", async () => {
  const sent: unknown[] = [];
  openApp("/appointments", {
    [list]: () => page(appointment),
    [services]: () => [haircut],
    [slots]: () => free,
    "GET /api/v1/leads/": () => page({ id: 7, name: "דנה כהן", phone: "+972521234567" }),
    [book]: async (request: Request) => {
      sent.push(await request.json());
      return appointment;
    },
  });
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
  await user.click(await screen.findByRole("button", { name: "פגישה חדשה" }));
  const dialog = screen.getByRole("dialog");
  await user.type(within(dialog).getByLabelText("עם מי?"), "דנה");
  await user.click(await within(dialog).findByRole("button", { name: /דנה כהן/ }));
  await user.click(await within(dialog).findByRole("radio", { name: "09:00" }));
  await user.click(within(dialog).getByRole("button", { name: "קביעת הפגישה" }));

  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(sent).toEqual([{ lead: 7, starts_at: "2026-11-23T07:00:00Z", service_id: 3 }]);
});

it("while it is not known what can be booked, no hour is offered; a search that failed says so", async () => {
  let broken = true;
  const refusal = new Refusal(400, { code: "x", message: "החיפוש לא הצליח." });
  const { server } = openApp("/appointments", {
    [list]: () => page(appointment),
    [services]: () => refusal,
    [slots]: () => free,
    "GET /api/v1/leads/": () => (broken ? refusal : page({ id: 7, name: "דנה כהן", phone: "+972521234567" })),
  });
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
  await user.click(await screen.findByRole("button", { name: "פגישה חדשה" }));
  const dialog = within(screen.getByRole("dialog"));
  await user.type(dialog.getByLabelText("עם מי?"), "דנ");
  expect(await dialog.findByText("החיפוש לא הצליח.")).toBeVisible();
  broken = false;
  await user.type(dialog.getByLabelText("עם מי?"), "ה");
  await user.click(await dialog.findByRole("button", { name: /דנה כהן/ }));

  expect(await dialog.findByRole("button", { name: "ניסיון נוסף" })).toBeVisible();
  expect(server.count(slots)).toBe(0);
  expect(dialog.getByRole("button", { name: "קביעת הפגישה" })).toBeDisabled();
});

/** Opens the dialog that moves the first meeting, and chooses 09:00. */
async function chooseNine() {
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
  await user.click(await screen.findByRole("button", { name: /^פעולות בפגישה/ }));
  await user.click(await screen.findByRole("menuitem", { name: "העברה למועד אחר" }));
  await user.click(await screen.findByRole("radio", { name: "09:00" }));
  return user;
}

it("an hour that was refused is chosen no more, and the nearest can be taken at once", async () => {
  const sent: unknown[] = [];
  openApp("/appointments", {
    [list]: () => page(appointment),
    [slots]: () => (sent.length > 0 ? { ...free, days: [tuesday] } : free),
    "POST /api/v1/appointments/5/reschedule/": async (request: Request) => {
      sent.push(await request.json());
      const alternatives = ["2026-11-24T10:00:00+02:00", "2026-11-24T10:30:00+02:00", "2026-11-24T11:00:00+02:00"];
      return sent.length > 1 ? appointment : new Refusal(409, { code: "slot_taken", message: "המועד נתפס.", alternatives });
    },
  });
  const user = await chooseNine();
  await user.click(screen.getByRole("button", { name: "העברת הפגישה" }));

  expect(await screen.findByRole("alert")).toHaveTextContent("המועד נתפס.");
  expect(screen.getAllByRole("radio", { name: /^\d\d:\d\d$/, checked: false })).toHaveLength(3);
  expect(screen.queryByText(/^נבחר/)).not.toBeInTheDocument();
  expect(screen.getByRole("button", { name: "העברת הפגישה" })).toBeDisabled();
  const nearest = within(screen.getByRole("group", { name: "הכי קרוב שפנוי:" })).getAllByRole("button");
  expect(nearest.map(({ textContent }) => textContent?.slice(-5))).toEqual(["10:00", "10:30", "11:00"]);
  await user.click(nearest[1] as HTMLElement);
  expect(nearest[1]).toHaveAttribute("aria-pressed", "true");
  await user.click(screen.getByRole("button", { name: "העברת הפגישה" }));

  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(sent).toEqual([
    { starts_at: "2026-11-23T07:00:00Z", resource_id: 1 },
    { starts_at: "2026-11-24T08:30:00Z", resource_id: 1 },
  ]);
});

it("the meeting that the customer has then already is named, and one press away", async () => {
  const standing = { id: 9, starts_at: "2026-11-24T07:00:00+02:00", service: "צבע", service_id: 4, resource_id: 2 };
  const { router } = openApp("/appointments", {
    [list]: () => page(appointment),
    [slots]: () => free,
    [resources]: () => [main, ron],
    "POST /api/v1/appointments/5/reschedule/": () => new Refusal(409, { code: "already_booked", message: "כבר קבועה פגישה אחרת.", appointment: standing }),
  });
  const user = await chooseNine();
  await user.click(screen.getByRole("button", { name: "העברת הפגישה" }));

  const alert = within(await screen.findByRole("alert"));
  expect(alert.getByText("כבר קבועה פגישה אחרת.")).toBeVisible();
  const link = await alert.findByRole("link", { name: /צבע.*רון/ });
  expect(link.textContent?.replace(/[\u2066-\u2069]/g, "")).toBe("לפגישה שקבועה: צבע · רון · יום ג׳, 24 בנוב׳, 07:00");
  await user.click(link);

  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  expect(router.state.location.search).toBe("?range=day&day=2026-11-24");
});

it("a meeting is booked beside another of the customer's only when the reader insists", async () => {
  const standing = { id: 9, starts_at: "2026-11-23T09:00:00+02:00", service: "צבע", service_id: 4, resource_id: 2 };
  const sent: { overlapping?: boolean }[] = [];
  openApp("/appointments", {
    [list]: () => page(appointment),
    [slots]: () => ({ ...free, days: [...free.days, tuesday] }),
    "POST /api/v1/appointments/5/reschedule/": async (request: Request) => {
      const body = (await request.json()) as { overlapping?: boolean };
      sent.push(body);
      return body.overlapping ? appointment : new Refusal(409, { code: "already_booked", message: "כבר קבועה פגישה אחרת.", appointment: standing });
    },
  });
  const user = await chooseNine();
  await user.click(screen.getByRole("button", { name: "העברת הפגישה" }));
  expect(await screen.findByRole("button", { name: "לקבוע בכל זאת" })).toBeVisible();
  await user.click(screen.getByRole("radio", { name: "10:00" }));
  expect(screen.queryByRole("button", { name: "לקבוע בכל זאת" })).not.toBeInTheDocument();
  await user.click(screen.getByRole("radio", { name: "09:00" }));
  await user.click(screen.getByRole("button", { name: "לקבוע בכל זאת" }));

  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(sent).toEqual([
    { starts_at: "2026-11-23T07:00:00Z", resource_id: 1 },
    { starts_at: "2026-11-23T07:00:00Z", resource_id: 1, overlapping: true },
  ]);
});

it("an hour that somebody else takes while it is chosen is chosen no more", async () => {
  let isTaken = false;
  openApp("/appointments", {
    [list]: () => page(appointment),
    [slots]: () => (isTaken ? { ...free, days: [] } : free),
  });
  await chooseNine();
  expect(screen.getByText("נבחר: מחר 09:00")).toBeVisible();
  FakeSocket.last.accept();
  isTaken = true;
  FakeSocket.last.hint("appointment.booked", 9);

  expect(await screen.findByText("המועד שבחרת נתפס בינתיים. אפשר לבחור מועד אחר.")).toBeVisible();
  expect(screen.getByRole("button", { name: "העברת הפגישה" })).toBeDisabled();
  expect(screen.queryByText(/^נבחר/)).not.toBeInTheDocument();
});

it("hours that opened are offered at once when the diary's rules change", async () => {
  let days: unknown[] = [];
  openApp("/appointments", { [list]: () => page(appointment), [slots]: () => ({ ...free, days }) });
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
  await user.click(await screen.findByRole("button", { name: /^פעולות בפגישה/ }));
  await user.click(await screen.findByRole("menuitem", { name: "העברה למועד אחר" }));
  expect(await screen.findByText("אין מועדים פנויים בימים האלה.")).toBeVisible();
  FakeSocket.last.accept();
  days = free.days;
  FakeSocket.last.hint("scheduling.changed", 0, { noun: "hours", change: "updated" });

  expect(await screen.findByRole("radio", { name: "09:00" })).toBeVisible();
});

it("where a meeting can be moved to is asked of the diary as that; whoever takes no more meetings is not asked for it", async () => {
  const asked: URLSearchParams[] = [];
  const sent: unknown[] = [];
  openApp("/appointments", {
    [list]: () => page(appointment),
    [services]: () => [haircut],
    [resources]: () => [{ ...main, is_active: false }, ron, { ...ron, id: 3, name: "גל" }],
    [slots]: (request: Request) => {
      asked.push(new URL(request.url).searchParams);
      return free;
    },
    "POST /api/v1/appointments/5/reschedule/": async (request: Request) => {
      sent.push(await request.json());
      return appointment;
    },
  });
  const user = await chooseNine();
  expect(screen.getByLabelText("אצל מי")).toHaveValue("");
  await user.click(screen.getByRole("button", { name: "העברת הפגישה" }));

  await waitFor(() => expect(sent).toEqual([{ starts_at: "2026-11-23T07:00:00Z" }]));
  expect(asked.map((each) => [each.get("moving"), each.get("resource"), each.get("service")])).toEqual(asked.map(() => ["5", null, null]));
});

it("a meeting moves to somebody else, whose hours are looked for", async () => {
  const sent: unknown[] = [];
  const asked: (string | null)[] = [];
  openApp("/appointments", {
    [list]: () => page(appointment),
    [resources]: () => [main, ron],
    [slots]: (request: Request) => {
      asked.push(new URL(request.url).searchParams.get("resource"));
      return free;
    },
    "POST /api/v1/appointments/5/reschedule/": async (request: Request) => {
      sent.push(await request.json());
      return appointment;
    },
  });
  const user = await chooseNine();
  await user.selectOptions(screen.getByLabelText("אצל מי"), "רון");
  expect(screen.getByRole("button", { name: "העברת הפגישה" })).toBeDisabled();
  await user.click(await screen.findByRole("radio", { name: "09:00" }));
  await user.click(screen.getByRole("button", { name: "העברת הפגישה" }));

  await waitFor(() => expect(sent).toEqual([{ starts_at: "2026-11-23T07:00:00Z", resource_id: 2 }]));
  expect(asked.slice(0, 2)).toEqual(["1", "2"]);
});
