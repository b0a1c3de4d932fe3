import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";

/** Apart from the lists of leads, which keep pages; hints about leads make it stale all the same. */
export const leadsFoundKey = ["leads", "found"] as const;

const fewestLetters = 2;
const most = 6;

/** The first few leads that a text finds, for choosing one of them. While the next letters are looked up, what was found stays. */
export function useLeadsFound(text: string) {
  const wanted = text.trim();
  const query = useQuery({
    queryKey: [...leadsFoundKey, wanted],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/leads/", { params: { query: { q: wanted, page_size: most } }, signal })),
    enabled: wanted.length >= fewestLetters,
    placeholderData: keepPreviousData,
  });
  const isAsked = wanted.length >= fewestLetters;
  const found = isAsked ? (query.data?.results ?? []) : [];
  return { found, isNone: isAsked && Boolean(query.data) && found.length === 0, error: query.error };
}
