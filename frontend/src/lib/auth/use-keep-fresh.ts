import { useEffect } from "react";
import { session } from "@/lib/api/session";
import { accessLifetime } from "./access-lifetime";

const aheadMs = 60_000;
const soonestMs = 30_000;

/** Renews the access token a minute before it ends, so that no request has to wait for it. */
export function useKeepFresh(active: boolean) {
  useEffect(() => {
    if (!active) return;
    let timer: ReturnType<typeof setTimeout> | undefined;

    function schedule() {
      clearTimeout(timer);
      const token = session.accessToken();
      const lifetime = token && accessLifetime(token);
      if (lifetime) timer = setTimeout(renew, Math.max(lifetime - aheadMs, soonestMs));
    }

    function renew() {
      session.refresh().catch(() => {
        timer = setTimeout(renew, soonestMs);
      });
    }

    schedule();
    const unsubscribe = session.subscribe(schedule);
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [active]);
}
