import { createContext, use } from "react";
import type { ApiError } from "@/lib/api/error";
import type { Departure } from "@/lib/api/session";
import type { Me } from "./me";

export type AuthState =
  | { status: "starting" }
  /** `left` says why a session ended; null when there was none. */
  | { status: "anonymous"; left: Departure | null }
  | { status: "unreachable" }
  /** The business was closed to everybody, for the reason the server gives. */
  | { status: "closed"; refusal: ApiError }
  | { status: "signed-in"; me: Me };

export interface Credentials {
  email: string;
  password: string;
  remember: boolean;
}

export interface Auth {
  state: AuthState;
  /** Throws ApiError when the server refuses. */
  signIn(credentials: Credentials): Promise<void>;
  /** Goes in with an access token that another door gave. Whoever was here before has left. */
  enter(access: string): Promise<void>;
  signOut(): Promise<void>;
  /** Forgets a session that the server has ended itself, in every tab. */
  leave(why: Departure): void;
  /** Starts again after the server could not be reached, or the business was closed. */
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
