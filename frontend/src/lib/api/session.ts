import { ApiError, apiErrorFrom } from "./error";

const refreshPath = "/api/v1/auth/refresh";
const cookieHeaders = { "X-Requested-With": "prosaas" };

type Fetch = (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;

export interface Session {
  accessToken(): string | null;
  start(accessToken: string): void;
  /** Trades the HttpOnly cookie for an access token; false when the server refuses it. Callers share one flight. */
  refresh(): Promise<boolean>;
  /** Ends the session at the server, then here. Throws ApiError when the server cannot be reached: the cookie still lives. */
  end(): Promise<void>;
  /** Forgets the access token of this tab. */
  drop(): void;
  /** Sends with the access token; on 401 refreshes once and sends again. */
  fetch(request: Request): Promise<Response>;
  subscribe(listener: () => void): () => void;
}

export function createSession(fetcher: Fetch = (...args) => globalThis.fetch(...args)): Session {
  let token: string | null = null;
  let flight: Promise<boolean> | null = null;
  const listeners = new Set<() => void>();

  function set(next: string | null) {
    token = next;
    listeners.forEach((listener) => listener());
  }

  async function tradeCookie(): Promise<boolean> {
    const response = await send(refreshPath, { method: "POST", headers: cookieHeaders });
    if (response.ok) {
      const body: { access: string } = await response.json();
      set(body.access);
      return true;
    }
    if (response.status >= 500 || response.status === 429) {
      throw apiErrorFrom(response.status, await response.json().catch(() => null));
    }
    set(null);
    return false;
  }

  async function send(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    try {
      return await fetcher(input, init);
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") throw error;
      throw new ApiError(0, "offline", "");
    }
  }

  function refresh() {
    flight ??= tradeCookie().finally(() => {
      flight = null;
    });
    return flight;
  }

  return {
    accessToken: () => token,
    start: set,
    refresh,
    async end() {
      await send("/api/v1/auth/logout", { method: "POST", headers: cookieHeaders });
      set(null);
    },
    drop: () => set(null),
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

function withToken(request: Request, token: string | null): Request {
  if (token !== null) request.headers.set("Authorization", `Bearer ${token}`);
  return request;
}

export const session = createSession();
