import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
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
const haircut = { id: 3, label: "תספורת", duration_minutes: 30, is_active: true };

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

it("a meeting moves, and one that lost its hour is told the nearest", async () => {
  openApp("/appointments", {
    [list]: () => page(appointment),
    [slots]: () => free,
    "POST /api/v1/appointments/5/reschedule/": () =>
      new Refusal(409, { code: "slot_taken", message: "המועד נתפס.", alternatives: ["2026-11-24T10:00:00+02:00"] }),
  });
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
  await user.click(await screen.findByRole("button", { name: /^פעולות בפגישה/ }));
  await user.click(await screen.findByRole("menuitem", { name: "העברה למועד אחר" }));
  await user.click(await screen.findByRole("radio", { name: "09:00" }));
  await user.click(screen.getByRole("button", { name: "העברת הפגישה" }));

  expect(await screen.findByRole("alert")).toHaveTextContent("המועד נתפס.");
  expect(screen.getByRole("button", { name: /10:00/ })).toBeVisible();
});

it("a week shows its meetings by day, with the Hebrew date", async () => {
  openApp("/appointments?range=week", { [list]: () => page(appointment) });

  const tuesday = await screen.findByRole("list", { name: "יום שלישי, 24 בנובמבר" });
  expect(within(tuesday).getByRole("link", { name: /16:00, אבי מזרחי/ })).toHaveAttribute("href", "/leads/7");
  expect(screen.getByText("י״ד בכסלו")).toBeVisible();
});
