import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";

export type Found = Json<paths["/api/v1/search/"]["get"]["responses"][200]>;

/** The server refuses anything shorter. */
export const fewestLetters = 2;

/** Leads, calls, chats and meetings that hold the text. While the next letters are looked up, what was found stays. */
export function useSearch(text: string) {
  return useQuery({
    queryKey: ["search", text],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/search/", { params: { query: { q: text } }, signal })),
    enabled: text.length >= fewestLetters,
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
}
