import { type KeyboardEvent, type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Column, Lead } from "../api/types";
import { cardOf, type Place, placeOf, stepped, withCardAt } from "../board";
import { followPointer } from "../pointer-drag";

export interface Drag {
  lead: Lead;
  place: Place;
  /** Where the pointer holds the card: its corner on the screen and its width. Null while the keyboard does. */
  held: { x: number; y: number; width: number } | null;
}

interface Options {
  columns: Column[];
  onDrop: (lead: Lead, place: Place) => void;
}

/** One card on its way, by pointer or by keyboard. What others change meanwhile arrives around it. */
export function useCardDrag({ columns, onDrop }: Options) {
  const [asked, setDrag] = useState<Drag | null>(null);
  // A card that somebody else took out of the view is not held any more.
  const drag = asked && cardOf(columns, asked.lead.id) ? asked : null;
  const shown = drag ? withCardAt(columns, drag.lead.id, drag.place) : columns;
  const now = useRef({ columns, onDrop });
  const stop = useRef<() => void>(null);

  useLayoutEffect(() => {
    now.current = { columns, onDrop };
  });

  useEffect(() => () => stop.current?.(), []);

  const byKeyboard = drag && !drag.held ? drag.lead.id : null;
  const standsIn = byKeyboard ? drag?.place.statusId : null;
  useLayoutEffect(() => {
    // Another column is another parent: its handle is a new element.
    if (byKeyboard) document.querySelector<HTMLElement>(`[data-handle="${byKeyboard}"]`)?.focus();
  }, [byKeyboard, standsIn]);

  function drop(lead: Lead, place: Place) {
    setDrag(null);
    const from = placeOf(now.current.columns, lead.id);
    if (from && (from.statusId !== place.statusId || from.above !== place.above)) now.current.onDrop(lead, place);
  }

  function onPointerDown(event: PointerEvent<HTMLElement>, lead: Lead) {
    stop.current?.();
    stop.current = followPointer(event.nativeEvent, event.currentTarget, lead.id, {
      onMove: (place, held) => setDrag((before) => ({ lead, held, place: place ?? before?.place ?? placeOf(now.current.columns, lead.id) ?? noPlace })),
      onEnd: (place) => (place ? drop(lead, place) : setDrag(null)),
    });
  }

  function onHandleKey(event: KeyboardEvent<HTMLElement>, lead: Lead) {
    const holds = byKeyboard === lead.id;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (holds && drag) return drop(lead, drag.place);
      const place = placeOf(columns, lead.id);
      if (place) setDrag({ lead, place, held: null });
    } else if (holds && (event.key === "Escape" || event.key === "Tab")) {
      setDrag(null);
    } else if (holds && drag && event.key in steps(event.currentTarget)) {
      event.preventDefault();
      const place = stepped(shown, lead.id, steps(event.currentTarget)[event.key] ?? "up");
      if (place) setDrag({ ...drag, place });
    }
  }

  return { drag, shown, onPointerDown, onHandleKey };
}

const noPlace: Place = { statusId: 0, above: null };

/** The next column lies where reading goes. */
function steps(element: HTMLElement): Record<string, "up" | "down" | "next" | "previous"> {
  const isRightToLeft = getComputedStyle(element).direction === "rtl";
  return {
    ArrowUp: "up",
    ArrowDown: "down",
    ArrowLeft: isRightToLeft ? "next" : "previous",
    ArrowRight: isRightToLeft ? "previous" : "next",
  };
}
