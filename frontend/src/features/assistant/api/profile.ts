import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";

export type Profile = Json<paths["/api/v1/settings/assistant/"]["get"]["responses"][200]>;
export type ProfileChanges = Partial<Pick<Profile, "name" | "gender" | "voice" | "greeting">>;

export const profileKey = ["assistant-profile"] as const;

/** Who answers: name, gender of speech, voice, greeting. */
export function useProfile() {
  return useQuery({ queryKey: profileKey, queryFn: ({ signal }) => unwrap(api.GET("/api/v1/settings/assistant/", { signal })) });
}

export function useSaveProfile() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: ProfileChanges & { version: number }) => unwrap(api.PATCH("/api/v1/settings/assistant/", { body })),
    onSuccess: (saved) => queries.setQueryData(profileKey, saved),
    onError: () => queries.invalidateQueries({ queryKey: profileKey }),
  });
}
