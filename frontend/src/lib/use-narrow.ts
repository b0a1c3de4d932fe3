import { useSyncExternalStore } from "react";

/** As `max-md:` in a class. */
const query = "(width < 48rem)";

/** Whether the screen is as narrow as a phone's; for what a class cannot say. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}

function subscribe(onChange: () => void) {
  const media = matchMedia(query);
  media.addEventListener("change", onChange);
  return () => media.removeEventListener("change", onChange);
}
