import { useEffect, useEffectEvent } from "react";

/** The server's own limit for sign-ins that are not remembered: an open page alone must not keep one alive. */
const limitMs = 12 * 60 * 60_000;
const noteEveryMs = 30_000;
const checkEveryMs = 60_000;
const key = "prosaas.active-at";

/** Tells once nobody touched any tab of this browser for twelve hours. */
export function useIdle(active: boolean, onIdle: () => void) {
  const leave = useEffectEvent(onIdle);

  useEffect(() => {
    if (!active) return;
    let notedAt = Date.now();
    let left = false;
    note();

    function note() {
      notedAt = Date.now();
      try {
        localStorage.setItem(key, String(notedAt));
      } catch {
        // Storage can be switched off; then each tab knows of itself only.
      }
    }

    function check() {
      if (left || Date.now() - Math.max(notedAt, notedElsewhere()) < limitMs) return;
      left = true;
      leave();
    }

    // A computer that slept wakes with a touch, and that touch must not count.
    function touched() {
      check();
      if (!left && Date.now() - notedAt >= noteEveryMs) note();
    }

    const timer = setInterval(check, checkEveryMs);
    const touches = ["pointerdown", "keydown", "wheel"] as const;
    touches.forEach((touch) => addEventListener(touch, touched, { capture: true, passive: true }));
    return () => {
      clearInterval(timer);
      touches.forEach((touch) => removeEventListener(touch, touched, { capture: true }));
    };
  }, [active]);
}

function notedElsewhere(): number {
  try {
    return Number(localStorage.getItem(key));
  } catch {
    return 0;
  }
}
