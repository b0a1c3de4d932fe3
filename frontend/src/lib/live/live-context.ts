import { createContext, use } from "react";
import type { LiveState } from "./connection";

export const LiveContext = createContext<LiveState>("connecting");

const fallbackMs = 10_000;

export function useLiveState(): LiveState {
  return use(LiveContext);
}

/** What was true a moment ago may not be so any more: nothing on the screen may claim to be live. */
export function useCutOff(): boolean {
  return useLiveState() === "lost";
}

/** For `refetchInterval`: asking again is needed only while no hints arrive. */
export function useFallbackInterval(): number | false {
  return useLiveState() === "open" ? false : fallbackMs;
}
