import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";
import { useAuth } from "@/lib/auth/auth-context";
import { devicesKey } from "./profile";

export type Device = Json<paths["/api/v1/auth/sessions"]["get"]["responses"][200]>[number];

/** Where this person is signed in, the one used last first. */
export function useDevices() {
  return useQuery({
    queryKey: devicesKey,
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/auth/sessions", { signal })),
  });
}

export function useSignOutDevice() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => unwrap(api.DELETE("/api/v1/auth/sessions/{session_id}", { params: { path: { session_id: id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: devicesKey }),
  });
}

/** This device too. */
export function useSignOutEverywhere() {
  const { leave } = useAuth();
  return useMutation({
    mutationFn: () => unwrap(api.POST("/api/v1/auth/logout-everywhere")),
    onSuccess: () => leave("signed-out"),
  });
}
