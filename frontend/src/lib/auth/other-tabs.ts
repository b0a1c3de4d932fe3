import { useCallback, useEffect, useEffectEvent, useRef } from "react";
import type { Departure } from "@/lib/api/session";

const name = "prosaas.session";

export type Message = "signed-in" | Departure;

/**
 * The tabs of a browser share one cookie, so they come in and leave together. Returns how to tell the others: by the very
 * channel that listens, because a second one would be heard here too.
 */
export function useOtherTabs(onMessage: (message: Message) => void): (message: Message) => void {
  const handle = useEffectEvent(onMessage);
  const channel = useRef<BroadcastChannel>(null);

  useEffect(() => {
    const opened = new BroadcastChannel(name);
    opened.onmessage = ({ data }: MessageEvent<Message>) => handle(data);
    channel.current = opened;
    return () => opened.close();
  }, []);

  return useCallback((message: Message) => channel.current?.postMessage(message), []);
}
