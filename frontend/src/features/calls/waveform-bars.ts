import type { Turn } from "./api/types";
import { turnAt } from "./transcript-items";

export interface Bar {
  /** 0 to 1 */
  height: number;
  byAssistant: boolean;
}

/** The recording's peaks (0-100) as `count` bars, each with who spoke then. */
export function waveformBars(peaks: number[], turns: Turn[], durationMs: number, count: number): Bar[] {
  if (peaks.length === 0) return [];
  return Array.from({ length: count }, (_, bar) => {
    const from = Math.floor((bar * peaks.length) / count);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / count));
    const speaker = turnAt(turns, ((bar + 0.5) * durationMs) / count);
    return { height: Math.max(...peaks.slice(from, to)) / 100, byAssistant: speaker?.author === "ai" };
  });
}
