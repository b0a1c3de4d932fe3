import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Json } from "@/lib/api/json";
import { nextCursor, rowsOf } from "@/lib/api/paging";
import type { paths } from "@/lib/api/schema";
import { useOnce } from "@/lib/use-once";
import type { Role } from "./members";

export type Invitation = Json<paths["/api/v1/users/invitations/"]["get"]["responses"][200]>["results"][number];

const invitationsKey = ["users", "invitations"] as const;

/** Those that wait for an answer, the newest first. */
export function useInvitations() {
  const query = useInfiniteQuery({
    queryKey: invitationsKey,
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET("/api/v1/users/invitations/", { params: { query: { cursor: pageParam ?? undefined } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });
  return { ...query, invitations: rowsOf(query.data?.pages) };
}

export function useInvite() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: useOnce((body: { email: string; role: Role }, header) => unwrap(api.POST("/api/v1/users/invitations/", { params: { header }, body }))),
    onSuccess: refresh,
  });
}

export function useResend(id: number) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () => unwrap(api.POST("/api/v1/users/invitations/{invitation_id}/resend/", { params: { path: { invitation_id: id } } })),
    onSettled: refresh,
  });
}

export function useWithdraw(id: number) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE("/api/v1/users/invitations/{invitation_id}/", { params: { path: { invitation_id: id } } })),
    onSettled: refresh,
  });
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: invitationsKey });
}
