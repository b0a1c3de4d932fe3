import { renderHook } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { session } from "@/lib/api/session";
import { FakeServer } from "@/test/server";
import { useKeepFresh } from "./use-keep-fresh";

const refresh = "POST /api/v1/auth/refresh";
const quarterOfAnHour = { iat: 1_000, exp: 1_900 };

function tokenWith(claims: object) {
  return `header.${btoa(JSON.stringify(claims))}.signature`;
}

beforeEach(() => {
  vi.useFakeTimers();
});

it("renews a minute before the end, again and again, whatever the clock of this computer says", async () => {
  const server = new FakeServer({ [refresh]: () => ({ access: tokenWith(quarterOfAnHour) }) });
  session.start(tokenWith(quarterOfAnHour));
  renderHook(() => useKeepFresh(true));
  await vi.advanceTimersByTimeAsync(14 * 60_000 - 1);
  expect(server.count(refresh)).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(server.count(refresh)).toBe(1);
  await vi.advanceTimersByTimeAsync(14 * 60_000);
  expect(server.count(refresh)).toBe(2);
});

it("tries again while the server cannot be reached, and keeps the token", async () => {
  const server = new FakeServer({
    [refresh]: () => {
      throw new TypeError("network");
    },
  });
  const token = tokenWith(quarterOfAnHour);
  session.start(token);
  renderHook(() => useKeepFresh(true));
  await vi.advanceTimersByTimeAsync(14 * 60_000);
  expect(server.count(refresh)).toBe(1);
  // Within the seconds in which the server still forgives the cookie whose answer was lost.
  await vi.advanceTimersByTimeAsync(2_000);
  expect(server.count(refresh)).toBeGreaterThanOrEqual(3);
  expect(session.accessToken()).toBe(token);
});
