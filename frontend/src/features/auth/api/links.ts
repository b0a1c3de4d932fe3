import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { ApiError } from "@/lib/api/error";

const carried = ["uid", "token", "code"];

/** Whether the server refused the link itself: used, too old, or never sent. */
export function isLinkInvalid(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  return error.code === "link_invalid" || carried.some((name) => name in error.fields);
}

export function askForResetLink(email: string) {
  return unwrap(api.POST("/api/v1/auth/password-reset", { body: { email } }));
}

export function resetPassword(body: { uid: string; token: string; new_password: string }) {
  return unwrap(api.POST("/api/v1/auth/password-reset/confirm", { body }));
}

/** What an invitation offers. The token goes in the body: addresses are written into logs. */
export function useInvitationOffer(token: string) {
  return useQuery({
    queryKey: ["invitation", token],
    queryFn: ({ signal }) => unwrap(api.POST("/api/v1/auth/invitation/offer", { body: { token }, signal })),
    staleTime: Infinity,
  });
}

export function acceptInvitation(body: { token: string; full_name?: string; password: string }) {
  return unwrap(api.POST("/api/v1/auth/invitation", { body }));
}

export function openImpersonation(code: string) {
  return unwrap(api.POST("/api/v1/auth/impersonation", { body: { code } }));
}
