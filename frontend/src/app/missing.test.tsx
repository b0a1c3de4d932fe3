import { screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, type MockInstance, vi } from "vitest";
import { openApp } from "@/test/open-app";

const unreachable = () => {
  throw new TypeError("network");
};
const lists = ["calls", "leads", "appointments"].map((name) => `GET /api/v1/${name}/`);

let said: MockInstance[] = [];

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  said = [vi.spyOn(console, "error"), vi.spyOn(console, "warn")];
});

afterEach(() => {
  for (const spy of said) expect(spy).not.toHaveBeenCalled();
});

it.each([
  ["/calls/999", "GET /api/v1/calls/999/", "השיחה הזו לא נמצאה", "/calls"],
  ["/leads/999", "GET /api/v1/leads/999/", "הליד הזה לא נמצא", "/leads"],
])("%s says that it does not exist and leads on", async (path, asked, title, home) => {
  const { server } = openApp(path);

  expect(await screen.findByRole("heading", { name: title })).toBeVisible();
  expect(screen.getByRole("link", { name: /^לכל ה/ })).toHaveAttribute("href", home);
  expect(server.count(asked)).toBe(1);
});

it.each([
  ["/calls/abc", "השיחה הזו לא נמצאה"],
  ["/calls/0", "השיחה הזו לא נמצאה"],
  ["/leads/1.5", "הליד הזה לא נמצא"],
])("%s cannot exist, so nobody is asked for it", async (path, title) => {
  const { server } = openApp(path);

  expect(await screen.findByRole("heading", { name: title })).toBeVisible();
  expect(server.asked.filter((call) => call.startsWith("GET /api/v1/leads/") || call.startsWith("GET /api/v1/calls/"))).toEqual([
    "GET /api/v1/calls/",
  ]);
});

it("an address of nothing leads back to the calls", async () => {
  openApp("/nowhere");

  expect(await screen.findByRole("heading", { name: "העמוד הזה לא נמצא" })).toBeVisible();
  expect(screen.getByRole("link", { name: "אל השיחות" })).toHaveAttribute("href", "/calls");
});

it.each(["/calls", "/calls/31", "/leads", "/leads/7", "/appointments", "/appointments?range=past"])(
  "%s says when the server cannot be reached, and offers to try again",
  async (path) => {
    const details = ["GET /api/v1/calls/31/", "GET /api/v1/leads/7/", "GET /api/v1/leads/statuses/"];
    openApp(path, Object.fromEntries([...lists, ...details].map((call) => [call, unreachable])));
    await screen.findByRole("main");
    await vi.advanceTimersByTimeAsync(10_000);

    expect(await screen.findByRole("alert")).toHaveTextContent("אין חיבור לשרת כרגע");
    expect(screen.getByRole("button", { name: "ניסיון נוסף" })).toBeVisible();
  },
);
