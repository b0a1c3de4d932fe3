import { useRef } from "react";

/** A name for one thing that is to be made once, however often the request is sent; `renew` it for the next thing. */
export function useIdempotencyKey(): { key: () => string; renew: () => void } {
  const key = useRef<string>(null);
  return {
    key: () => (key.current ??= randomKey()),
    renew: () => {
      key.current = null;
    },
  };
}

/** `crypto.randomUUID` is missing on pages over plain http. */
function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
