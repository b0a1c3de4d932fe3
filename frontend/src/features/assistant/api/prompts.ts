import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Json } from "@/lib/api/json";
import { nextCursor } from "@/lib/api/paging";
import type { paths } from "@/lib/api/schema";

export type ChannelPrompts = Json<paths["/api/v1/settings/prompts/"]["get"]["responses"][200]>[number];
export type Channel = ChannelPrompts["channel"];
export type PromptText = NonNullable<ChannelPrompts["live"]>;
export type PromptVersion = Json<paths["/api/v1/settings/prompts/versions/"]["get"]["responses"][200]>["results"][number];
export type Diff = Json<paths["/api/v1/settings/prompts/versions/{prompt_version_id}/diff/"]["get"]["responses"][200]>;
export type Against = "before" | "live";

export const promptKeys = {
  all: ["prompts"] as const,
  history: (channel: Channel) => ["prompts", "history", channel] as const,
  diff: (id: number, revision: number, against: Against) => ["prompts", "diff", id, revision, against] as const,
};

/** What is live and what is drafted on each channel. */
export function usePrompts() {
  return useQuery({ queryKey: promptKeys.all, queryFn: ({ signal }) => unwrap(api.GET("/api/v1/settings/prompts/", { signal })) });
}

/** What was published on a channel, the latest first. */
export function usePromptHistory(channel: Channel) {
  return useInfiniteQuery({
    queryKey: promptKeys.history(channel),
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET("/api/v1/settings/prompts/versions/", { params: { query: { channel, ...(pageParam ? { cursor: pageParam } : {}) } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** Every line of a version and of the one before it, or of the one that is live. */
export function usePromptDiff(id: number, revision: number, against: Against) {
  return useQuery({
    queryKey: promptKeys.diff(id, revision, against),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/settings/prompts/versions/{prompt_version_id}/diff/", {
          params: { path: { prompt_version_id: id }, query: { against } },
          signal,
        }),
      ),
  });
}

interface Draft {
  channel: Channel;
  text: string;
  /** The draft that was read before writing, 0 for none. */
  revision: number;
}

export function useSaveDraft() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: Draft) => unwrap(api.PUT("/api/v1/settings/prompts/draft/", { body })),
    // Refused, it is because somebody else saved one.
    onSettled: refresh,
  });
}

export function useDiscardDraft() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (query: { channel: Channel; revision: number }) => unwrap(api.DELETE("/api/v1/settings/prompts/draft/", { params: { query } })),
    onSuccess: refresh,
  });
}

export function usePublish() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: { channel: Channel; comment: string; revision: number }) => unwrap(api.POST("/api/v1/settings/prompts/publish/", { body })),
    onSuccess: refresh,
  });
}

export function useRollback() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (id: number) =>
      unwrap(api.POST("/api/v1/settings/prompts/versions/{prompt_version_id}/rollback/", { params: { path: { prompt_version_id: id } } })),
    onSuccess: refresh,
  });
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: promptKeys.all });
}
