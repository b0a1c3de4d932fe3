import type { TimelineEntry } from "./api/timeline";

type Data = TimelineEntry["data"];

export function textIn(data: Data, name: string): string {
  const value = data[name];
  return typeof value === "string" ? value : "";
}

export function numberIn(data: Data, name: string): number | null {
  const value = data[name];
  return typeof value === "number" ? value : null;
}

/** Both ends of a change of status; null for one that was deleted since. */
export function statusesIn({ from, to }: Data): { from: Ended | null; to: Ended | null } {
  return { from: endIn(from), to: endIn(to) };
}

interface Ended {
  label: string;
  colour: string;
}

function endIn(value: unknown): Ended | null {
  const { label, colour } = (value ?? {}) as { label?: unknown; colour?: unknown };
  return typeof label === "string" && typeof colour === "string" ? { label, colour } : null;
}
