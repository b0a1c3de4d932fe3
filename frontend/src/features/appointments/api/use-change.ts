import { useMutation, useQueryClient } from "@tanstack/react-query";
import { appointmentKeys } from "./keys";

/** A change of the diary: whatever is shown of it is asked for anew. */
export function useChange<Given>(send: (given: Given) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSettled: () => queries.invalidateQueries({ queryKey: appointmentKeys.all }),
  });
}
