import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { meKey } from "@/lib/auth/me";
import type { Language } from "@/lib/i18n";

export function useSaveProfile() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { full_name?: string; language?: Language }) => unwrap(api.PATCH("/api/v1/me", { body })),
    onSuccess: (me) => queries.setQueryData(meKey, me),
  });
}

/** Every other sign-in of this person ends with it. */
export function useChangePassword() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { current_password: string; new_password: string }) => unwrap(api.POST("/api/v1/auth/password", { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: devicesKey }),
    gcTime: 0,
  });
}

export const devicesKey = ["account", "devices"] as const;
