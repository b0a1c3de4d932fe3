import type { ToolUse, Turn } from "./api/types";

export type TranscriptItem = { kind: "turn"; turn: Turn } | { kind: "tool"; tool: ToolUse; key: string };

/** Turns in their order, each tool use after the last turn that began before it. */
export function transcriptItems(turns: Turn[], tools: ToolUse[]): TranscriptItem[] {
  const spoken = turns.map((turn) => ({ at: turn.offset_ms, order: turn.position, item: { kind: "turn", turn } as const }));
  const done = tools.map((tool, index) => ({
    at: tool.at_ms,
    order: Infinity,
    item: { kind: "tool", tool, key: `tool-${index}` } as const,
  }));
  return [...spoken, ...done].sort((a, b) => a.at - b.at || a.order - b.order).map(({ item }) => item);
}

/** The turn being heard at a moment of the call; null before the first. */
export function turnAt(turns: Turn[], ms: number): Turn | null {
  const begun = turns.filter((turn) => turn.offset_ms <= ms);
  return begun.reduce<Turn | null>((last, turn) => (last && last.offset_ms > turn.offset_ms ? last : turn), null);
}
