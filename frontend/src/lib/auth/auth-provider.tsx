import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { api, isRetryable, unwrap } from "@/lib/api/client";
import { session } from "@/lib/api/session";
import { AuthContext, type AuthState } from "./auth-context";
import { fetchMe } from "./me";
import { useKeepFresh } from "./use-keep-fresh";
import { announceSignOut, useSignOutElsewhere } from "./sign-out-channel";

export function AuthProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState<AuthState>({ status: "starting" });
  const queries = useQueryClient();

  const leave = useCallback(() => {
    queries.clear();
    setState({ status: "anonymous" });
  }, [queries]);

  useEffect(() => {
    void resumeSession().then(setState);
  }, []);

  useEffect(
    () =>
      session.subscribe(() => {
        if (session.accessToken() === null) leave();
      }),
    [leave],
  );

  useKeepFresh(state.status === "signed-in");
  useSignOutElsewhere(() => session.drop());

  const auth = useMemo(
    () => ({
      state,
      async signIn(email: string, password: string) {
        const { access } = await unwrap(api.POST("/api/v1/auth/login", { body: { email, password } }));
        session.start(access);
        setState({ status: "signed-in", me: await fetchMe() });
      },
      async signOut() {
        await session.end();
        announceSignOut();
      },
      retry() {
        setState({ status: "starting" });
        void resumeSession().then(setState);
      },
    }),
    [state],
  );

  return <AuthContext value={auth}>{children}</AuthContext>;
}

async function resumeSession(): Promise<AuthState> {
  try {
    if (!(await session.refresh())) return { status: "anonymous" };
    return { status: "signed-in", me: await fetchMe() };
  } catch (error) {
    return { status: isRetryable(error) ? "unreachable" : "anonymous" };
  }
}
