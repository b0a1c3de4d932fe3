import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";
import { useOnce } from "@/lib/use-once";
import type { Channel } from "./prompts";

export type Tried = Json<paths["/api/v1/settings/prompts/talk/"]["post"]["responses"][200]>;
export type SavedTest = Json<paths["/api/v1/settings/prompts/tests/"]["get"]["responses"][200]>[number];
export type TestRun = SavedTest["runs"][number];
export type Wording = TestRun["wording"];
export type TestStep = SavedTest["steps"][number];

export interface TalkTurn {
  author: "customer" | "assistant";
  text: string;
  /** What an answer of the assistant was, and did on the way. */
  tried?: Tried;
}

export const testKeys = { all: ["prompt-tests"] as const, of: (channel: Channel) => ["prompt-tests", channel] as const };

/** The answer to the last turn, which is the customer's. */
export function useTalk() {
  return useMutation({
    mutationFn: ({ channel, wording, turns }: { channel: Channel; wording: Wording; turns: TalkTurn[] }) =>
      unwrap(
        api.POST("/api/v1/settings/prompts/talk/", {
          body: { channel, wording, turns: turns.map(({ author, text, tried }) => ({ author, text, tools: tried?.tools ?? [] })) },
        }),
      ),
  });
}

/** The saved test conversations of a channel, with their last results. */
export function useTests(channel: Channel) {
  return useQuery({
    queryKey: testKeys.of(channel),
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/settings/prompts/tests/", { params: { query: { channel } }, signal })),
  });
}

interface NewTest {
  name: string;
  channel: Channel;
  steps: { says: string; expects: Partial<TestStep["expects"]> }[];
}

export function useSaveTest() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: useOnce((body: NewTest, header) => unwrap(api.POST("/api/v1/settings/prompts/tests/", { params: { header }, body }))),
    onSuccess: refresh,
  });
}

export function useDeleteTest() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (id: number) => unwrap(api.DELETE("/api/v1/settings/prompts/tests/{prompt_test_id}/", { params: { path: { prompt_test_id: id } } })),
    onSuccess: refresh,
  });
}

export function useRunTests() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: { channel: Channel; wording: Wording }) => unwrap(api.POST("/api/v1/settings/prompts/tests/run/", { body })),
    onSuccess: refresh,
  });
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: testKeys.all });
}
