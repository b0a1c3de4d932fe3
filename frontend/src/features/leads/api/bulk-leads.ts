import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";
import { leadKeys } from "./keys";

type Bulk = paths["/api/v1/leads/bulk/"]["post"];
export type BulkChange = NonNullable<Bulk["requestBody"]>["content"]["application/json"]["change"];
export type BulkResult = Json<Bulk["responses"][200]>["results"][number];

/** The server's own limit. */
const mostAtOnce = 500;

/** One change to many leads, each done or refused by itself. */
export function useBulkChange() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ ids, change }: { ids: number[]; change: BulkChange }) => {
      const results: BulkResult[] = [];
      for (let done = 0; done < ids.length; done += mostAtOnce) {
        const part = await unwrap(api.POST("/api/v1/leads/bulk/", { body: { ids: ids.slice(done, done + mostAtOnce), change } }));
        results.push(...part.results);
      }
      return results;
    },
    onSettled: () => queries.invalidateQueries({ queryKey: leadKeys.all }),
  });
}
