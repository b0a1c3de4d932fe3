import { createContext, use } from "react";
import type { LiveState } from "./connection";

export const LiveContext = createContext<LiveState>("connecting");

const fallbackMs = 10_000;

export function useLiveState(): LiveState {
  return use(LiveContext);
}

/** For `refetchInterval`: asking again is needed only while no hints arrive. */
export function useFallbackInterval(): number | false {
  return useLiveState() === "open" ? false : fallbackMs;
}
