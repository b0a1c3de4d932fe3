import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { leadKeys } from "./keys";

/** The business's own fields, in its order, archived ones too. They hardly ever change. */
export function useCustomFields() {
  return useQuery({
    queryKey: leadKeys.fields,
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/leads/fields/", { signal })),
    staleTime: 10 * 60_000,
  });
}

export function useActiveFields() {
  const { data = [] } = useCustomFields();
  return data.filter((field) => !field.is_archived);
}
