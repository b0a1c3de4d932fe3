import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Json } from "@/lib/api/json";
import { nextCursor, rowsOf } from "@/lib/api/paging";
import type { paths } from "@/lib/api/schema";
import { meKey } from "@/lib/auth/me";

export type Member = Json<paths["/api/v1/users/"]["get"]["responses"][200]>["results"][number];
export type Role = Member["role"];

export const roles = ["owner", "admin", "agent"] as const satisfies Role[];

const membersKey = ["users", "members"] as const;

/** The newest first. */
export function useMembers(enabled = true) {
  const query = useInfiniteQuery({
    queryKey: membersKey,
    queryFn: ({ pageParam, signal }) => unwrap(api.GET("/api/v1/users/", { params: { query: { cursor: pageParam ?? undefined } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
    enabled,
  });
  return { ...query, members: rowsOf(query.data?.pages) };
}

export function useChangeMember(id: number) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: { role?: Role; is_suspended?: boolean }) =>
      unwrap(api.PATCH("/api/v1/users/{membership_id}/", { params: { path: { membership_id: id } }, body })),
    onSuccess: refresh,
  });
}

export function useRemoveMember(id: number) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE("/api/v1/users/{membership_id}/", { params: { path: { membership_id: id } } })),
    onSuccess: refresh,
  });
}

/** Whoever changed may be who is reading. */
function useRefresh() {
  const queries = useQueryClient();
  return async () => {
    void queries.invalidateQueries({ queryKey: meKey });
    await queries.invalidateQueries({ queryKey: membersKey });
  };
}
