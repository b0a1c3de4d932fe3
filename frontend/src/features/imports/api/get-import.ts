import { skipToken, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { readTable } from "../read-table";
import { session } from "@/lib/api/session";
import { apiErrorFrom } from "@/lib/api/error";
import { importKeys } from "./keys";
import { isWorking } from "./types";

const workingMs = 1_500;

/** Asked again while it is worked on, should a hint get lost. */
export function useImport(id: number | null) {
  return useQuery({
    queryKey: importKeys.detail(id ?? 0),
    queryFn: id === null ? skipToken : ({ signal }) => unwrap(api.GET("/api/v1/imports/{import_id}/", { params: { path: { import_id: id } }, signal })),
    refetchInterval: ({ state: { data } }) => (data && isWorking(data) ? workingMs : false),
  });
}

export interface Fault {
  row: string;
  column: string;
  value: string;
  problem: string;
}

/** The file of what was refused, as `download` would keep it. */
export function faultsPath(id: number): string {
  return `/api/v1/imports/${id}/errors/`;
}

/** What is wrong with rows of the file. */
export function useFaults(id: number, enabled: boolean) {
  return useQuery({
    queryKey: importKeys.faults(id),
    enabled,
    queryFn: async ({ signal }): Promise<Fault[]> => {
      const request = new Request(new URL(faultsPath(id), location.origin), { signal, headers: { "Accept-Language": document.documentElement.lang } });
      const response = await session.fetch(request);
      if (!response.ok) throw apiErrorFrom(response.status, await response.json().catch(() => null));
      const [, ...rows] = readTable(await response.text());
      return rows.map(([row = "", column = "", value = "", problem = ""]) => ({ row, column, value, problem }));
    },
  });
}
