import { useInfiniteQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { nextCursor, rowsOf } from "@/lib/api/paging";
import { importKeys } from "./keys";

/** The newest first. */
export function useImports() {
  const query = useInfiniteQuery({
    queryKey: importKeys.lists,
    queryFn: ({ pageParam, signal }) => unwrap(api.GET("/api/v1/imports/", { params: { query: { cursor: pageParam ?? undefined } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });
  return { ...query, imports: rowsOf(query.data?.pages) };
}
