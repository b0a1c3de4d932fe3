import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { session } from "@/lib/api/session";
import { meKey } from "@/lib/auth/me";
import { connectLive, type LiveState } from "@/lib/live/connection";
import { LiveContext } from "@/lib/live/live-context";
import { affectedQueries } from "./affected-queries";
import { createBatchedInvalidation } from "./batched-invalidation";

/** One socket for the tab. Hints only say what to ask again; after a break everything is asked again. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");

  useEffect(() => {
    const invalidation = createBatchedInvalidation(queries);
    let interrupted = false;
    const close = connectLive({
      url: `${location.origin.replace(/^http/, "ws")}/ws/events`,
      accessToken: session.accessToken,
      renewToken: session.refresh,
      onEvent: (event) => invalidation.add(affectedQueries(event)),
      onState: (next) => {
        setState(next);
        if (next === "lost") interrupted = true;
        if (next === "refused") void queries.invalidateQueries({ queryKey: meKey });
        if (next === "open" && interrupted) {
          interrupted = false;
          void queries.invalidateQueries();
        }
      },
    });
    return () => {
      close();
      invalidation.stop();
    };
  }, [queries]);

  return <LiveContext value={state}>{children}</LiveContext>;
}
