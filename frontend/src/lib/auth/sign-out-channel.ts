import { useEffect, useEffectEvent } from "react";

const name = "prosaas.session";

/** Signing out in one tab signs the others out: a shared computer keeps nothing open. */
export function announceSignOut() {
  const channel = new BroadcastChannel(name);
  channel.postMessage("signed-out");
  channel.close();
}

export function useSignOutElsewhere(onSignOut: () => void) {
  const handle = useEffectEvent(onSignOut);
  useEffect(() => {
    const channel = new BroadcastChannel(name);
    channel.onmessage = () => handle();
    return () => channel.close();
  }, []);
}
