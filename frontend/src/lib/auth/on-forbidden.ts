import type { QueryClient } from "@tanstack/react-query";
import { ApiError } from "@/lib/api/error";

/** Tells when the server refused something for want of a right. Returns how to stop. */
export function onForbidden(queries: QueryClient, tell: () => void): () => void {
  function look(event: { type: string; action?: { type: string; error?: unknown } }) {
    const error = event.type === "updated" && event.action?.type === "error" ? event.action.error : null;
    if (error instanceof ApiError && error.status === 403) tell();
  }
  const stops = [queries.getQueryCache().subscribe(look), queries.getMutationCache().subscribe(look)];
  return () => stops.forEach((stop) => stop());
}
