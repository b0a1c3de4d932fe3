import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { useMe } from "@/lib/auth/auth-context";

export interface Colleague {
  id: number;
  name: string;
}

export const colleaguesKey = ["colleagues"] as const;

/** Who can own a lead or be given a task, by name. */
export function useColleagues(): Colleague[] {
  const { data = [] } = useQuery({
    queryKey: colleaguesKey,
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/leads/owners/", { signal })),
    staleTime: 10 * 60_000,
  });
  return data.map(({ user_id, name }) => ({ id: user_id, name }));
}

/** How to call the person with this id; undefined while nobody knows, as for somebody who has left. */
export function useColleagueName(): (id: number | null) => string | undefined {
  const colleagues = useColleagues();
  const { user } = useMe();
  return (id) => {
    if (id === user.id) return user.full_name || user.email;
    return colleagues.find((colleague) => colleague.id === id)?.name;
  };
}
