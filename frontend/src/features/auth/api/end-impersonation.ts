import { useMutation } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { useAuth } from "@/lib/auth/auth-context";

/** Ends it at the server and goes back to the administration, where it began. */
export function useEndImpersonation() {
  const { leave } = useAuth();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE("/api/v1/auth/impersonation")),
    onSuccess: ({ redirect }) => {
      if (/^https?:\/\//.test(redirect)) location.assign(redirect);
      leave("impersonation-over");
    },
  });
}
