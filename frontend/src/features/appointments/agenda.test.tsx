import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { openApp } from "@/test/open-app";
import { appointment, me, page } from "@/test/samples";
import { Refusal } from "@/test/server";
import type { Appointment } from "./api/types";

const list = "GET /api/v1/appointments/";
const cancel = "POST /api/v1/appointments/5/cancel/";
const tomorrow: Appointment = { ...appointment, id: 6, starts_at: "2026-11-23T07:00:00Z", ends_at: "2026-11-23T07:30:00Z" };
const justNow: Appointment = { ...appointment, id: 4, starts_at: "2026-11-21T20:00:00Z", ends_at: "2026-11-21T20:30:00Z" };

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true, now: new Date("2026-11-22T08:00:00Z") });
});

it("stands by day, soonest first, and leaves yesterday out", async () => {
  openApp("/appointments", { [list]: () => page(appointment, tomorrow, justNow) });

  const days = await screen.findAllByRole("region");
  expect(days.map((day) => within(day).getByRole("heading").textContent)).toEqual(["מחר", "יום שלישי, 24 בנובמבר"]);
  expect(screen.getByText("16:00")).toBeVisible();
});

it("says whose each is where there are several diaries, and only there", async () => {
  const main = { id: 1, name: "יומן ראשי" };
  const ron = { id: 2, name: "רון" };
  let resources = [main, ron];
  const handlers = {
    [list]: () => page({ ...appointment, resource: main }, { ...appointment, id: 6, resource: ron }),
    "GET /api/v1/scheduling/resources/": () => resources,
  };
  openApp("/appointments", handlers);

  expect(await screen.findByText("רון")).toBeVisible();
  expect(screen.getByText("יומן ראשי")).toBeVisible();

  cleanup();
  resources = [main];
  const { server } = openApp("/appointments", handlers);
  await waitFor(() => expect(server.count("GET /api/v1/scheduling/resources/")).toBe(1));
  await screen.findAllByText("16:00");
  expect(screen.queryByText("יומן ראשי")).not.toBeInTheDocument();
});

it("a booking of the assistant is marked and leads to its call", async () => {
  openApp("/appointments", { [list]: () => page(appointment) });

  const marks = await screen.findAllByRole("link", { name: /נקבע על ידי העוזר/ });
  expect(marks[0]).toHaveAttribute("href", "/calls/31");
});

it("a customer without a name is called by the number, once", async () => {
  openApp("/appointments", { [list]: () => page({ ...appointment, lead: { ...appointment.lead, name: "" } }) });

  expect(await screen.findByRole("link", { name: "052-123-4567" })).toHaveAttribute("href", "/leads/7");
  expect(screen.getAllByText("052-123-4567")).toHaveLength(1);
  expect(screen.getByRole("button", { name: "ביטול הפגישה של 052-123-4567" })).toBeVisible();
});

it("is cancelled only after a yes", async () => {
  let status: Appointment["status"] = "confirmed";
  const { server } = openApp("/appointments", {
    [list]: () => page({ ...appointment, status }),
    [cancel]: () => {
      status = "cancelled";
      return { ...appointment, status };
    },
  });
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
  await user.click(await screen.findByRole("button", { name: "ביטול הפגישה של אבי מזרחי" }));
  await user.click(screen.getByRole("button", { name: "השארת הפגישה" }));
  expect(server.count(cancel)).toBe(0);

  await user.click(screen.getByRole("button", { name: "ביטול הפגישה של אבי מזרחי" }));
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "ביטול הפגישה" }));

  await waitFor(() => expect(screen.getAllByText("בוטלה").length).toBeGreaterThan(0));
  expect(server.count(cancel)).toBe(1);
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "ביטול הפגישה של אבי מזרחי" })).not.toBeInTheDocument();
});

it("a refusal keeps the question open and tells why", async () => {
  openApp("/appointments", {
    [list]: () => page(appointment),
    [cancel]: () => new Refusal(409, { code: "appointment_over", message: "הפגישה כבר התקיימה." }),
  });
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
  await user.click(await screen.findByRole("button", { name: "ביטול הפגישה של אבי מזרחי" }));
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "ביטול הפגישה" }));

  expect(await screen.findByRole("alert")).toHaveTextContent("הפגישה כבר התקיימה.");
});

it("a member who may only look is offered no cancelling", async () => {
  openApp("/appointments", {
    "GET /api/v1/me": () => ({ ...me, verbs: ["appointments.view"] }),
    [list]: () => page(appointment),
  });
  await screen.findByText("16:00");

  expect(screen.queryByRole("button", { name: /ביטול/ })).not.toBeInTheDocument();
});
