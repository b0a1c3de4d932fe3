import { type RefObject, useEffect, useRef } from "react";

const handsOffMs = 4_000;

/** While the recording plays, keeps the turn being heard in sight; a reader who scrolls is left alone for a while. */
export function useFollowTurn(list: RefObject<HTMLElement | null>, activeId: number | null, playing: boolean) {
  const scrolledAt = useRef(-Infinity);

  useEffect(() => {
    function note() {
      scrolledAt.current = performance.now();
    }
    addEventListener("wheel", note, { passive: true });
    addEventListener("touchmove", note, { passive: true });
    return () => {
      removeEventListener("wheel", note);
      removeEventListener("touchmove", note);
    };
  }, []);

  useEffect(() => {
    if (!playing || activeId === null || performance.now() - scrolledAt.current < handsOffMs) return;
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }, [list, activeId, playing]);
}
