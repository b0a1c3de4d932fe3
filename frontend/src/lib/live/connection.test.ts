import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { FakeSocket } from "@/test/fake-socket";
import { backoffMs } from "./backoff";
import { connectLive, type LiveState } from "./connection";

let states: LiveState[];
let close: () => void;

function connect(renewToken = vi.fn(async () => true)) {
  states = [];
  close = connectLive({
    url: "ws://demo.localhost/ws/events",
    accessToken: () => "token",
    renewToken,
    onEvent: vi.fn(),
    onState: (state) => states.push(state),
  });
  return renewToken;
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => close());

it("says who it is before anything else", () => {
  connect();
  FakeSocket.last.accept();

  expect(FakeSocket.last.sent).toEqual([{ type: "authenticate", token: "token" }]);
  expect(states).toEqual(["connecting", "open"]);
});

it("comes back after a break, later each time", async () => {
  connect();
  FakeSocket.last.drop();
  await vi.advanceTimersByTimeAsync(500);
  FakeSocket.last.drop();
  await vi.advanceTimersByTimeAsync(499);
  expect(FakeSocket.all).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(501);

  expect(FakeSocket.all).toHaveLength(3);
  expect(states.at(-1)).toBe("lost");
});

it("renews a token that was refused before it comes back", async () => {
  const renewToken = connect();
  FakeSocket.last.drop(4401);
  expect(renewToken).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(500);

  expect(renewToken).toHaveBeenCalledTimes(1);
  expect(FakeSocket.all).toHaveLength(2);
});

it("stays away when the session is over or the member is not of this business", async () => {
  connect(vi.fn(async () => false));
  FakeSocket.last.drop(4401);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(FakeSocket.all).toHaveLength(1);
  close();

  connect();
  FakeSocket.last.drop(4403);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(FakeSocket.all).toHaveLength(2);
  expect(states.at(-1)).toBe("refused");
});

it("takes silence for a break, and a ping for a sign of life", async () => {
  connect();
  FakeSocket.last.accept();
  await vi.advanceTimersByTimeAsync(40_000);
  FakeSocket.last.say({ type: "ping" });
  await vi.advanceTimersByTimeAsync(40_000);
  expect(FakeSocket.all).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(6_000);

  expect(states.at(-1)).toBe("lost");
  expect(FakeSocket.all).toHaveLength(2);
});

it("believes the browser that says the network is gone, and comes back with it", () => {
  connect();
  FakeSocket.last.accept();
  dispatchEvent(new Event("offline"));
  expect(states.at(-1)).toBe("lost");

  dispatchEvent(new Event("online"));
  expect(FakeSocket.all).toHaveLength(2);
  FakeSocket.last.accept();
  expect(states.at(-1)).toBe("open");
});

it("opens nothing after it was closed", async () => {
  connect();
  close();
  await vi.advanceTimersByTimeAsync(60_000);

  expect(FakeSocket.all).toHaveLength(1);
});

it("waits at most half a minute, never in step with the others", () => {
  expect(backoffMs(0, () => 0)).toBe(250);
  expect(backoffMs(0, () => 1)).toBe(500);
  expect(backoffMs(20, () => 1)).toBe(30_000);
});
