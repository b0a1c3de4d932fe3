import { QueryClient } from "@tanstack/react-query";
import { isRetryable } from "@/lib/api/client";

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => failures < 2 && isRetryable(error),
        // A request that cannot reach the server must fail and say so, not wait silently.
        networkMode: "always",
      },
      mutations: { networkMode: "always" },
    },
  });
}
