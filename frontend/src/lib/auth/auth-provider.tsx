import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { api, isRetryable, unwrap } from "@/lib/api/client";
import { type Departure, session } from "@/lib/api/session";
import { readChoice, writeChoice } from "@/lib/preferences/storage";
import { AuthContext, type AuthState, type Credentials } from "./auth-context";
import { fetchMe, meKey, useFreshMe } from "./me";
import { onForbidden } from "./on-forbidden";
import { useOtherTabs } from "./other-tabs";
import { useIdle } from "./use-idle";
import { useKeepFresh } from "./use-keep-fresh";

export function AuthProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState<AuthState>({ status: "starting" });
  const queries = useQueryClient();
  const signedIn = state.status === "signed-in";
  const freshMe = useFreshMe(signedIn);

  const show = useCallback(
    (next: AuthState) => {
      if (next.status === "signed-in") {
        queries.clear();
        queries.setQueryData(meKey, next.me);
      }
      setState(next);
    },
    [queries],
  );

  const retry = useCallback(() => {
    setState({ status: "starting" });
    void resumeSession().then(show);
  }, [show]);

  useEffect(() => {
    void resumeSession().then(show);
  }, [show]);

  useEffect(
    () =>
      session.subscribe(() => {
        const refusal = session.closedBy();
        if (refusal) setState({ status: "closed", refusal });
        if (session.accessToken() !== null) return;
        queries.clear();
        setState((before) => ({ status: "anonymous", left: leftNow(before) }));
      }),
    [queries],
  );

  useEffect(() => onForbidden(queries, () => void queries.invalidateQueries({ queryKey: meKey })), [queries]);

  const tellOtherTabs = useOtherTabs((message) => (message === "signed-in" ? retry() : session.drop(message)));
  useKeepFresh(signedIn);
  useIdle(signedIn && readChoice("remember", ["yes", "no"]) !== "yes", () => {
    session.end("idle").catch(() => session.drop("idle"));
    tellOtherTabs("idle");
  });

  const auth = useMemo(() => {
    async function enter(access: string, remembered = false) {
      writeChoice("remember", remembered ? "yes" : "no");
      session.start(access);
      show({ status: "signed-in", me: await fetchMe() });
      tellOtherTabs("signed-in");
    }
    return {
      state: state.status === "signed-in" ? { ...state, me: freshMe ?? state.me } : state,
      enter: (access: string) => enter(access),
      async signIn(credentials: Credentials) {
        const { access } = await unwrap(api.POST("/api/v1/auth/login", { body: credentials }));
        await enter(access, credentials.remember);
      },
      async signOut() {
        await session.end("signed-out");
        tellOtherTabs("signed-out");
      },
      leave(why: Departure) {
        session.drop(why);
        tellOtherTabs(why);
      },
      retry,
    };
  }, [state, freshMe, show, retry, tellOtherTabs]);

  return <AuthContext value={auth}>{children}</AuthContext>;
}

async function resumeSession(): Promise<AuthState> {
  try {
    if (!(await session.refresh())) return { status: "anonymous", left: null };
    return { status: "signed-in", me: await fetchMe() };
  } catch (error) {
    const refusal = session.closedBy();
    if (refusal) return { status: "closed", refusal };
    return isRetryable(error) ? { status: "unreachable" } : { status: "anonymous", left: null };
  }
}

function leftNow(before: AuthState): Departure | null {
  const why = session.departure();
  if (before.status === "signed-in") return why === "ended" && before.me.impersonation ? "impersonation-over" : why;
  return before.status === "anonymous" ? before.left : null;
}
