import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { followPointer } from "./pointer-drag";

let card: HTMLElement;
let ends: unknown[];

beforeEach(() => {
  document.body.innerHTML = '<section data-column="5"><a data-card="9"></a></section><p data-card="7"></p>';
  document.elementsFromPoint = () => [document.querySelector("a") as Element];
  card = document.querySelector("p") as HTMLElement;
  ends = [];
});

afterEach(() => {
  // The click that a drag still waits for is nobody else's.
  dispatchEvent(new MouseEvent("click"));
});

function press(type = "mouse") {
  const event = pointer("pointerdown", 10, 10, type);
  Object.defineProperty(event, "target", { value: card });
  return followPointer(event, card, 7, { onMove: () => undefined, onEnd: (place) => ends.push(place) });
}

function pointer(name: string, clientX: number, clientY: number, pointerType = "mouse") {
  return Object.assign(new MouseEvent(name, { clientX, clientY, button: 0, bubbles: true }), { pointerId: 1, pointerType }) as unknown as PointerEvent;
}

it("a press that does not move stays a click", () => {
  press();
  dispatchEvent(pointer("pointerup", 12, 11));

  expect(ends).toEqual([]);
  expect(card.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }))).toBe(true);
});

it("a drag ends where it was let go, its release is no click, and the next press is one again", async () => {
  const giveUp = press();
  dispatchEvent(pointer("pointermove", 80, 90));
  dispatchEvent(pointer("pointerup", 80, 90));
  expect(ends).toEqual([{ statusId: 5, above: null }]);
  expect(card.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }))).toBe(false);

  giveUp();
  expect(ends).toHaveLength(1);
  expect(card.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }))).toBe(true);
});

it("a finger that moves at once scrolls; one that rests first drags", () => {
  vi.useFakeTimers();
  press("touch");
  dispatchEvent(pointer("pointermove", 10, 60, "touch"));
  vi.advanceTimersByTime(1_000);
  dispatchEvent(pointer("pointerup", 10, 60, "touch"));
  expect(ends).toEqual([]);

  press("touch");
  vi.advanceTimersByTime(300);
  dispatchEvent(pointer("pointermove", 10, 60, "touch"));
  dispatchEvent(pointer("pointercancel", 10, 60, "touch"));
  expect(ends).toEqual([null]);
});

it("Escape gives a drag up", () => {
  press();
  dispatchEvent(pointer("pointermove", 80, 90));
  dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  dispatchEvent(pointer("pointerup", 80, 90));

  expect(ends).toEqual([null]);
});
