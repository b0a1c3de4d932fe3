/** A hint that something changed. It carries ids and small facts, never what people said; REST is the truth. */
export interface LiveEvent {
  event: string;
  id: string;
  sequence: number;
  data: Record<string, unknown>;
}

/** `ping` comes every half minute and needs no answer. */
export type ServerMessage = { type: "ready" } | { type: "ping" } | ({ type: "event" } & LiveEvent);

export const closeCodes = { unauthenticated: 4401, forbidden: 4403 };

export function parseServerMessage(text: string): ServerMessage | null {
  try {
    const message: unknown = JSON.parse(text);
    const type = (message as { type?: unknown } | null)?.type;
    return type === "ready" || type === "ping" || type === "event" ? (message as ServerMessage) : null;
  } catch {
    return null;
  }
}
