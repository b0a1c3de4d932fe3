import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { Call, Turn } from "@/features/calls/api/types";
import { FakeSocket } from "@/test/fake-socket";
import { openApp } from "@/test/open-app";
import { callDetail, page, runningCall, turn } from "@/test/samples";
import { affectedQueries } from "./affected-queries";

const list = "GET /api/v1/calls/";
const detail = "GET /api/v1/calls/32/";

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});

it("a call that begins appears, and the chip counts it", async () => {
  const calls: Call[] = [];
  openApp("/calls", { [list]: () => page(...calls) });
  expect(await screen.findByText("עוד לא נכנסה שיחה")).toBeVisible();
  FakeSocket.last.accept();
  calls.push(runningCall);
  FakeSocket.last.hint("call.started", 32);

  expect(await screen.findByRole("link", { name: "שיחה אחת עכשיו" })).toHaveAttribute("href", "/calls/32");
  expect(screen.getByText("בשיחה")).toBeVisible();
});

it("many hints of one moment make one question, and other screens are not asked", async () => {
  const { server } = openApp("/calls", { [list]: () => page(runningCall) });
  await screen.findByText("בשיחה");
  FakeSocket.last.accept();
  const before = server.asked.length;
  for (let times = 0; times < 5; times += 1) FakeSocket.last.hint("call.updated", 32, { status: "in_progress" });
  await vi.advanceTimersByTimeAsync(1000);

  expect(server.asked.slice(before)).toEqual([list]);
});

it("words appear as they are spoken, without asking for the list", async () => {
  const turns: Turn[] = [turn(1, "ai", "שלום, במה אפשר לעזור?")];
  const { server } = openApp("/calls/32", {
    [list]: () => page(runningCall),
    [detail]: () => callDetail(runningCall, { turns: [...turns] }),
  });
  const transcript = await screen.findByRole("log", { name: "תמלול השיחה" });
  expect(transcript).toHaveAttribute("aria-live", "polite");
  FakeSocket.last.accept();
  const listed = server.count(list);
  turns.push(turn(2, "customer", "רוצה לקבוע תור."));
  FakeSocket.last.hint("message.saved", 90, { conversation_id: 4, source_kind: "call", source_id: 32 });

  expect(await screen.findByText("רוצה לקבוע תור.")).toBeVisible();
  expect(server.count(list)).toBe(listed);
});

it("a break is told calmly, and everything is asked again when it is over", async () => {
  const { server } = openApp("/calls", { [list]: () => page(runningCall) });
  await screen.findByText("בשיחה");
  FakeSocket.last.accept();
  FakeSocket.last.drop();
  expect(await screen.findByText("החיבור לעדכונים חיים נותק, מתחברים מחדש. הנתונים שמורים.")).toBeInTheDocument();
  await vi.advanceTimersByTimeAsync(500);
  const listed = server.count(list);
  FakeSocket.last.accept();

  await waitFor(() => expect(server.count(list)).toBe(listed + 1));
  expect(screen.queryByText(/מתחברים מחדש/)).not.toBeInTheDocument();
});

it("nothing claims to be live and no clock runs while we are cut off, and both come back", async () => {
  vi.setSystemTime("2026-11-22T08:00:00Z");
  const running = { ...runningCall, started_at: "2026-11-22T07:59:50Z", answered_at: "2026-11-22T07:59:50Z" };
  openApp("/calls/32", { [list]: () => page(running), [detail]: () => callDetail(running) });
  const clock = await screen.findByRole("timer");
  FakeSocket.last.accept();
  await vi.advanceTimersByTimeAsync(10_000);
  const before = clock.textContent;
  expect(before).toMatch(/^0:2\d$/);
  expect(screen.getByText("בשידור חי")).toBeVisible();

  FakeSocket.last.drop();
  for (let second = 0; second < 20; second += 1) await vi.advanceTimersByTimeAsync(1000);
  expect(clock).toHaveTextContent(before ?? "");
  expect(screen.getByText("החיבור נותק")).toBeVisible();
  expect(screen.getByText("לא מתעדכן כרגע")).toBeVisible();
  for (const claim of ["בשידור חי", "בשיחה", "שיחה אחת עכשיו"]) {
    expect(screen.queryByText(claim)).not.toBeInTheDocument();
  }

  FakeSocket.last.accept();
  expect(await screen.findByText("בשידור חי")).toBeVisible();
  await waitFor(() => expect(clock.textContent).toMatch(/^0:4\d$/));
  expect(screen.queryByText("החיבור נותק")).not.toBeInTheDocument();
});

it("a list that is cut off does not say how many calls run now", async () => {
  openApp("/calls", { [list]: () => page(runningCall) });
  expect(await screen.findByText("שיחה אחת מתנהלת עכשיו.")).toBeVisible();
  FakeSocket.last.accept();

  FakeSocket.last.drop();

  expect(screen.queryByText("שיחה אחת מתנהלת עכשיו.")).not.toBeInTheDocument();
  expect(screen.getByText("החיבור נותק")).toBeVisible();
});

it("a hint makes stale what it is about, and nothing when it is not known", () => {
  const hint = (event: string, data = {}) => affectedQueries({ event, id: "5", sequence: 1, data });

  expect(hint("call.finished")).toEqual([
    ["calls", "list"],
    ["calls", "detail", 5],
  ]);
  expect(hint("message.saved", { source_kind: "call", source_id: 32 })).toEqual([["calls", "detail", 32]]);
  expect(hint("message.saved", { source_kind: "whatsapp", source_id: 32 })).toEqual([]);
  expect(hint("appointment.booked")).toEqual([["appointments"], ["calls", "list"]]);
  expect(hint("lead.updated")).toContainEqual(["leads", "detail", 5]);
  expect(hint("payment.paid")).toEqual([]);
});
