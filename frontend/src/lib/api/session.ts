import { ApiError, apiErrorFrom } from "./error";
import { inOneTab } from "./one-tab";

const refreshPath = "/api/v1/auth/refresh";
const cookieHeaders = { "X-Requested-With": "prosaas" };
/** A renewal that hangs must not keep the other tabs waiting. */
const refreshPatienceMs = 20_000;
const closingCodes = ["business_suspended", "business_not_ready", "business_setup_failed"];

type Fetch = (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;

/** Why there is no session any more. */
export type Departure = "ended" | "signed-out" | "idle" | "impersonation-over";

export interface Session {
  accessToken(): string | null;
  start(accessToken: string): void;
  /** Trades the HttpOnly cookie for an access token; false when the server refuses it. Callers share one flight. */
  refresh(): Promise<boolean>;
  /** Ends the session at the server, then here. Throws ApiError when the server cannot be reached: the cookie still lives. */
  end(why: Departure): Promise<void>;
  /** Forgets the access token of this tab. */
  drop(why: Departure): void;
  departure(): Departure;
  /** The refusal that closed the whole business to everybody, until a renewal succeeds again. */
  closedBy(): ApiError | null;
  /** Sends with the access token; on 401 refreshes once and sends again. */
  fetch(request: Request): Promise<Response>;
  subscribe(listener: () => void): () => void;
}

export function createSession(fetcher: Fetch = (...args) => globalThis.fetch(...args)): Session {
  let token: string | null = null;
  let left: Departure = "ended";
  let closed: ApiError | null = null;
  let flight: Promise<boolean> | null = null;
  const listeners = new Set<() => void>();

  function tell() {
    listeners.forEach((listener) => listener());
  }

  function start(next: string) {
    token = next;
    closed = null;
    tell();
  }

  function drop(why: Departure) {
    token = null;
    closed = null;
    left = why;
    tell();
  }

  async function tradeCookie(): Promise<boolean> {
    const response = await send(refreshPath, {
      method: "POST",
      headers: cookieHeaders,
      // A page that is left at this moment must still receive the new cookie: the old one is void.
      keepalive: true,
      signal: AbortSignal.timeout(refreshPatienceMs),
    });
    if (response.ok) {
      const body: { access: string } = await response.json();
      start(body.access);
      return true;
    }
    const refusal = await refusalIn(response);
    if (isClosing(refusal) || refusal.status >= 500 || refusal.status === 429) throw refusal;
    drop("ended");
    return false;
  }

  async function send(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    let response: Response;
    try {
      response = await fetcher(input, init);
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") throw error;
      throw new ApiError(0, "offline", "");
    }
    if (response.status === 403 || response.status === 503) await noteClosing(response);
    return response;
  }

  async function noteClosing(response: Response) {
    const refusal = await refusalIn(response);
    if (!isClosing(refusal)) return;
    closed = refusal;
    tell();
  }

  function refresh() {
    flight ??= inOneTab(tradeCookie).finally(() => {
      flight = null;
    });
    return flight;
  }

  return {
    accessToken: () => token,
    start,
    refresh,
    async end(why) {
      await send("/api/v1/auth/logout", { method: "POST", headers: cookieHeaders });
      drop(why);
    },
    drop,
    departure: () => left,
    closedBy: () => closed,
    async fetch(request) {
      const again = request.clone();
      const sentToken = token;
      const response = await send(withToken(request, sentToken));
      if (response.status !== 401 || sentToken === null) return response;
      const renewed = token !== sentToken ? token !== null : await refresh();
      return renewed ? send(withToken(again, token)) : response;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function isClosing({ code }: ApiError): boolean {
  return closingCodes.includes(code);
}

async function refusalIn(response: Response): Promise<ApiError> {
  return apiErrorFrom(response.status, await response.clone().json().catch(() => null));
}

function withToken(request: Request, token: string | null): Request {
  if (token !== null) request.headers.set("Authorization", `Bearer ${token}`);
  return request;
}

export const session = createSession();
