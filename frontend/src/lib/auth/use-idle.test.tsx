import { fireEvent, renderHook } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { useIdle } from "./use-idle";

const hour = 60 * 60_000;

beforeEach(() => {
  vi.useFakeTimers();
});

function open(active = true) {
  const onIdle = vi.fn();
  renderHook(() => useIdle(active, onIdle));
  return onIdle;
}

it("tells once after twelve hours without a touch", async () => {
  const onIdle = open();
  await vi.advanceTimersByTimeAsync(12 * hour - 1);
  expect(onIdle).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(3 * hour);
  expect(onIdle).toHaveBeenCalledTimes(1);
});

it("starts anew with every touch", async () => {
  const onIdle = open();
  await vi.advanceTimersByTimeAsync(11 * hour);
  fireEvent.keyDown(document.body);
  await vi.advanceTimersByTimeAsync(11 * hour);

  expect(onIdle).not.toHaveBeenCalled();
});

it("counts touches in other tabs", async () => {
  const onIdle = open();
  await vi.advanceTimersByTimeAsync(11 * hour);
  localStorage.setItem("prosaas.active-at", String(Date.now()));
  await vi.advanceTimersByTimeAsync(11 * hour);

  expect(onIdle).not.toHaveBeenCalled();
});

it("the touch that wakes a computer comes too late", () => {
  const onIdle = open();
  vi.setSystemTime(Date.now() + 13 * hour);
  fireEvent.pointerDown(document.body);
  fireEvent.pointerDown(document.body);

  expect(onIdle).toHaveBeenCalledTimes(1);
});

it("does not look at remembered sign-ins", async () => {
  const onIdle = open(false);
  await vi.advanceTimersByTimeAsync(48 * hour);

  expect(onIdle).not.toHaveBeenCalled();
});
