import { hashKey, type QueryClient, type QueryKey } from "@tanstack/react-query";

const pauseMs = 200;

/** Several hints of one moment make one refetch. */
export function createBatchedInvalidation(queries: QueryClient) {
  const waiting = new Map<string, QueryKey>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush() {
    timer = undefined;
    for (const queryKey of waiting.values()) void queries.invalidateQueries({ queryKey });
    waiting.clear();
  }

  return {
    add(keys: QueryKey[]) {
      keys.forEach((key) => waiting.set(hashKey(key), key));
      timer ??= setTimeout(flush, pauseMs);
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
