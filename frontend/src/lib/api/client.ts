import createClient from "openapi-fetch";
import { ApiError, apiErrorFrom } from "./error";
import type { Filled } from "./json";
import type { paths } from "./schema";
import { session } from "./session";
import type { StrictClient } from "./strict-client";

export const api = createClient<paths>({ baseUrl: location.origin, fetch: session.fetch }) as StrictClient;

api.use({
  onRequest({ request }) {
    request.headers.set("Accept-Language", document.documentElement.lang);
    return request;
  },
});

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The body of a good answer; otherwise throws ApiError. */
export async function unwrap<Data>(answer: Promise<Answer<Data>>): Promise<Filled<Data>> {
  const { data, error, response } = await answer;
  if (!response.ok) throw apiErrorFrom(response.status, error);
  return data as Filled<Data>;
}

export function isRetryable(error: unknown): boolean {
  return !(error instanceof ApiError) || error.isOffline || error.status >= 500;
}
