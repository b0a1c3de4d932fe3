import { createContext, use } from "react";
import type { Me } from "./me";

export type AuthState =
  | { status: "starting" }
  | { status: "anonymous" }
  | { status: "unreachable" }
  | { status: "signed-in"; me: Me };

export interface Auth {
  state: AuthState;
  /** Throws ApiError when the server refuses. */
  signIn(email: string, password: string): Promise<void>;
  signOut(): Promise<void>;
  /** Starts again after the server could not be reached. */
  retry(): void;
}

export const AuthContext = createContext<Auth | null>(null);

export function useAuth(): Auth {
  const auth = use(AuthContext);
  if (!auth) throw new Error("useAuth needs AuthProvider");
  return auth;
}

/** The signed-in user; only below AuthGuard. */
export function useMe(): Me {
  const { state } = useAuth();
  if (state.status !== "signed-in") throw new Error("useMe needs AuthGuard");
  return state.me;
}

export function useCan(verb: string): boolean {
  return useMe().verbs.includes(verb);
}
