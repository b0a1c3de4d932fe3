import { useEffect } from "react";
import { session } from "@/lib/api/session";
import { backoffMs } from "@/lib/live/backoff";
import { accessLifetime } from "./access-lifetime";

const aheadMs = 60_000;
const soonestMs = 30_000;

/**
 * Renews the access token a minute before it ends, so that no request has to wait for it. After a failure it tries again
 * soon: when only the answer was lost, the server takes the old cookie again.
 */
export function useKeepFresh(active: boolean) {
  useEffect(() => {
    if (!active) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;

    function schedule() {
      clearTimeout(timer);
      failures = 0;
      const token = session.accessToken();
      const lifetime = token && accessLifetime(token);
      if (lifetime) timer = setTimeout(renew, Math.max(lifetime - aheadMs, soonestMs));
    }

    function renew() {
      session.refresh().catch(() => {
        timer = setTimeout(renew, backoffMs(failures));
        failures += 1;
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
