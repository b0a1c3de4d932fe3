import type { Place } from "./board";

/** A mouse drags once it has moved this far; a finger once it has rested, so that it can still scroll. */
const moveBeforeDragPx = 5;
const restBeforeDragMs = 280;
const restSlackPx = 9;
const edgePx = 56;
const scrollPx = 12;
const barPx = 60;

interface Point {
  x: number;
  y: number;
}

interface Following {
  /** `place` is null over nothing; `held` is the card's corner on the screen. */
  onMove: (place: Place | null, held: Point & { width: number }) => void;
  /** `place` is null when it was given up. Not told when the card was only pressed. */
  onEnd: (place: Place | null) => void;
}

/** Follows one press on a card until it ends. Columns are marked `data-column`, cards `data-card`. Returns how to give up. */
export function followPointer(press: PointerEvent, card: HTMLElement, leadId: number, { onMove, onEnd }: Following): () => void {
  if (press.button !== 0 || (press.target as Element).closest("button, input, [role=menu]")) return () => undefined;
  const listening = new AbortController();
  const { signal } = listening;
  const isTouch = press.pointerType === "touch";
  const start = { x: press.clientX, y: press.clientY };
  const corner = card.getBoundingClientRect();
  let pointer = start;
  let dragging = false;
  let place: Place | null = null;
  let frame = 0;
  const rest = isTouch ? setTimeout(begin, restBeforeDragMs) : undefined;

  function begin() {
    dragging = true;
    move();
    frame = requestAnimationFrame(scrollAtEdges);
  }

  function move() {
    place = placeUnder(pointer, leadId) ?? place;
    onMove(place, { x: corner.x + pointer.x - start.x, y: corner.y + pointer.y - start.y, width: corner.width });
  }

  function scrollAtEdges() {
    if (scrollNear(pointer)) move();
    frame = requestAnimationFrame(scrollAtEdges);
  }

  function stop() {
    listening.abort();
    clearTimeout(rest);
    cancelAnimationFrame(frame);
  }

  function end(at: Place | null) {
    const wasDragging = dragging;
    dragging = false;
    stop();
    if (!wasDragging) return;
    swallowClick();
    onEnd(at);
  }

  addEventListener("pointermove", (event) => {
    if (event.pointerId !== press.pointerId) return;
    pointer = { x: event.clientX, y: event.clientY };
    const far = Math.hypot(pointer.x - start.x, pointer.y - start.y);
    if (dragging) move();
    else if (isTouch && far > restSlackPx) stop();
    else if (!isTouch && far > moveBeforeDragPx) begin();
  }, { signal });
  addEventListener("pointerup", (event) => event.pointerId === press.pointerId && end(place), { signal });
  addEventListener("pointercancel", (event) => event.pointerId === press.pointerId && end(null), { signal });
  addEventListener("keydown", (event) => event.key === "Escape" && end(null), { signal });
  // A finger that holds a card must not scroll with it, nor open the link's menu.
  addEventListener("touchmove", (event) => dragging && event.preventDefault(), { signal, passive: false });
  addEventListener("contextmenu", (event) => isTouch && event.preventDefault(), { signal });
  return () => end(null);
}

function placeUnder({ x, y }: Point, leadId: number): Place | null {
  const column = document.elementsFromPoint(x, y).find((element) => element.closest("[data-column]"))?.closest<HTMLElement>("[data-column]");
  if (!column) return null;
  const others = [...column.querySelectorAll<HTMLElement>("[data-card]")].filter(({ dataset }) => dataset.card !== String(leadId));
  const below = others.find((other) => {
    const { top, height } = other.getBoundingClientRect();
    return top + height / 2 > y;
  });
  return { statusId: Number(column.dataset.column), above: below ? Number(below.dataset.card) : null };
}

/** Near its edges, the board scrolls sideways, the column under the pointer and the page up and down. Tells whether any did. */
function scrollNear({ x, y }: Point): boolean {
  const under = document.elementsFromPoint(x, y);
  const cards = under.find((element) => element.closest("[data-cards]"))?.closest("[data-cards]");
  const board = document.querySelector("[data-board]");
  const page = document.scrollingElement;
  const ran = [
    cards && scrollBox(cards, "y", y),
    board && scrollBox(board, "x", x),
    // The page's edges are what its bars leave free.
    page && scrollBox(page, "y", y, { low: barPx, high: innerHeight - barPx }),
  ];
  return ran.some(Boolean);
}

function scrollBox(box: Element, axis: "x" | "y", at: number, edges?: { low: number; high: number }): boolean {
  const { left, right, top, bottom } = box.getBoundingClientRect();
  const [low, high] = edges ? [edges.low, edges.high] : axis === "x" ? [left, right] : [top, bottom];
  const by = at < low + edgePx ? -scrollPx : at > high - edgePx ? scrollPx : 0;
  if (by === 0) return false;
  const before = box.scrollLeft + box.scrollTop;
  box.scrollBy(axis === "x" ? by : 0, axis === "y" ? by : 0);
  return box.scrollLeft + box.scrollTop !== before;
}

/** The release of a dragged card is no click on its link. */
function swallowClick() {
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, { capture: true }), 0);
}
