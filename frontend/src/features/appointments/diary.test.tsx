import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { FakeSocket } from "@/test/fake-socket";
import { openApp } from "@/test/open-app";
import { appointment, me, page } from "@/test/samples";
import { Refusal } from "@/test/server";
import type { Appointment } from "./api/types";

const list = "GET /api/v1/appointments/";
const resources = "GET /api/v1/scheduling/resources/";
const main = { id: 1, name: "יומן ראשי", is_default: true, is_active: true, position: 0, has_own_hours: false, user_id: null };
const ron = { ...main, id: 2, name: "רון", is_default: false };
const ofRon: Appointment = { ...appointment, id: 6, resource: { id: 2, name: "רון" }, lead: { id: 8, name: "דנה כהן", phone: "" } };
const night: Appointment = { ...appointment, id: 7, starts_at: "2026-11-24T21:30:00Z", ends_at: "2026-11-24T22:30:00Z" };

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true, now: new Date("2026-11-22T08:00:00Z") });
});

function user() {
  return userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
}

function onAPhone() {
  vi.stubGlobal("matchMedia", (query: string) => Object.assign(new EventTarget(), { matches: query.includes("width") }));
}

it("a week shows its meetings by day, with the Hebrew date, and a meeting tells about itself", async () => {
  openApp("/appointments?range=week", { [list]: () => page(appointment) });

  const tuesday = await screen.findByRole("list", { name: "יום שלישי, 24 בנובמבר" });
  await user().click(await within(tuesday).findByRole("button", { name: /16:00, אבי מזרחי/ }));

  expect(await screen.findByRole("menuitem", { name: "לכרטיס הלקוח" })).toHaveAttribute("href", "/leads/7");
  expect(screen.getByRole("menuitem", { name: "העברה למועד אחר" })).toBeVisible();
  expect(screen.getByText("י״ד בכסלו")).toBeVisible();
});

it("who may only look is told about a meeting, and offered nothing", async () => {
  openApp("/appointments?range=week", { "GET /api/v1/me": () => ({ ...me, verbs: ["appointments.view", "leads.view"] }), [list]: () => page(appointment) });
  await user().click(await screen.findByRole("button", { name: /16:00, אבי מזרחי/ }));

  const items = await screen.findAllByRole("menuitem");
  expect(items.map(({ textContent }) => textContent)).toEqual(["לכרטיס הלקוח"]);
});

it("a meeting that passes midnight stands on both days", async () => {
  openApp("/appointments?range=week", { [list]: () => page(night) });

  const wednesday = await screen.findByRole("list", { name: "יום רביעי, 25 בנובמבר" });
  expect(await within(wednesday).findByRole("button", { name: /אבי מזרחי/ })).toBeInTheDocument();
  expect(within(screen.getByRole("list", { name: "יום שלישי, 24 בנובמבר" })).getAllByRole("button")).toHaveLength(1);
  expect(screen.getAllByRole("button", { name: /אבי מזרחי/ })).toHaveLength(2);
});

it("a day gives each who takes meetings a column", async () => {
  openApp("/appointments?range=day&day=2026-11-24", { [list]: () => page(appointment, ofRon), [resources]: () => [main, ron] });

  const own = await screen.findByRole("list", { name: "יום שלישי, 24 בנובמבר, רון" });
  expect((await within(own).findAllByRole("button")).map((each) => each.getAttribute("aria-label"))).toEqual([expect.stringContaining("דנה כהן")]);
});

it("a week of several people can be one person's", async () => {
  openApp("/appointments?range=week", { [list]: () => page(appointment, ofRon), [resources]: () => [main, ron] });
  expect(await screen.findByRole("button", { name: /דנה כהן, .*רון/ })).toBeInTheDocument();
  await user().selectOptions(await screen.findByLabelText("אצל מי"), "יומן ראשי");

  expect(screen.queryByRole("button", { name: /דנה כהן/ })).not.toBeInTheDocument();
  expect(screen.getByRole("button", { name: /אבי מזרחי/ })).toBeInTheDocument();
});

it("on a phone the diary is the day, and the address keeps what was chosen", async () => {
  onAPhone();
  const { router } = openApp("/appointments", { [list]: () => page() });

  expect(await screen.findByRole("heading", { name: /יום ראשון, 22 בנובמבר/ })).toBeVisible();
  expect(await screen.findByText("אין פגישות ביום הזה.")).toBeVisible();
  await user().click(screen.getByRole("button", { name: "היום הבא" }));
  expect(await screen.findByRole("heading", { name: /יום שני, 23 בנובמבר/ })).toBeVisible();
  expect(router.state.location.search).toBe("?range=day&day=2026-11-23");
  await user().click(screen.getByRole("button", { name: "היום" }));
  expect(router.state.location.search).toBe("?range=day");
});

it("a day of the week leads to the day, which says what is special about it", async () => {
  const date = { id: 1, date: "2026-11-24", hebrew_date: "", kind: "closed", hours: [], name: "ספירת מלאי", source: "manual", resource_id: null };
  openApp("/appointments?range=week", { [list]: () => page(), "GET /api/v1/scheduling/dates/": () => [date] });
  await user().click(await screen.findByRole("button", { name: "ליומן של יום שלישי, 24 בנובמבר" }));

  expect(await screen.findByRole("heading", { name: /יום שלישי, 24 בנובמבר/ })).toBeVisible();
  expect(screen.getByText("ספירת מלאי")).toBeVisible();
});

it("a week on a phone says which of its days are special, and which of those are closed anyway", async () => {
  onAPhone();
  const half = { id: 1, date: "2027-04-23", hebrew_date: "", kind: "usual", hours: [], name: "חול המועד פסח", source: "holiday", resource_id: null };
  openApp("/appointments?range=week&day=2027-04-20", {
    [list]: () => page(),
    "GET /api/v1/scheduling/dates/": () => [{ ...half, id: 2, date: "2027-04-22", kind: "closed", name: "פסח" }, half, { ...half, id: 3, date: "2027-04-24" }],
    "GET /api/v1/scheduling/settings/": () => ({ version: 1, is_always_open: false }),
    "GET /api/v1/scheduling/hours/": () => [{ weekday: 5, opens: "09:00", closes: "13:00" }],
  });
  const [passover, friday, saturday] = [/^יום חמישי, 22 באפריל: פסח · סגור$/, /^יום שישי, 23 באפריל: .* · כרגיל$/, /^יום שבת, 24 באפריל: .* · סגור כרגיל$/];
  const line = (text: RegExp) => (_: string, element: Element | null) => text.test(element?.textContent ?? "") && element?.children.length === 1;

  expect(await screen.findByText(line(saturday))).toBeVisible();
  expect(screen.getByText(line(passover))).toBeVisible();
  expect(screen.getByText(line(friday))).toBeVisible();
});

it("what others book appears in an open week", async () => {
  const booked: Appointment[] = [];
  openApp("/appointments?range=week", { [list]: () => page(...booked) });
  expect(await screen.findByText("אין פגישות בשבוע הזה")).toBeVisible();
  FakeSocket.last.accept();
  booked.push(appointment);
  FakeSocket.last.hint("appointment.booked", 5, { lead_id: 7 });

  expect(await screen.findByRole("button", { name: /16:00, אבי מזרחי/ })).toBeInTheDocument();
  await waitFor(() => expect(screen.queryByText("אין פגישות בשבוע הזה")).not.toBeInTheDocument());
});

it("a day that could not be read says so, and is asked again", async () => {
  let broken = true;
  openApp("/appointments?range=day&day=2026-11-24", { [list]: () => (broken ? new Refusal(400, { code: "x", message: "" }) : page(appointment)) });
  const retry = await screen.findByRole("button", { name: "ניסיון נוסף" });
  broken = false;
  await user().click(retry);

  expect(await screen.findByRole("button", { name: /16:00, אבי מזרחי/ })).toBeInTheDocument();
});
