import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { useOnce } from "@/lib/use-once";
import { importKeys } from "./keys";
import type { DuplicatesPolicy, Import } from "./types";

export function useUpload() {
  const keep = useKeep();
  return useMutation({
    mutationFn: useOnce((file: File, header) => {
      const form = new FormData();
      form.append("file", file);
      return unwrap(api.POST("/api/v1/imports/", { params: { header }, body: { file: "" }, bodySerializer: () => form }));
    }),
    onSuccess: keep,
  });
}

/** A dry run: nothing is written yet. */
export function useCheck(id: number) {
  const keep = useKeep();
  return useMutation({
    mutationFn: (body: { mapping: (string | null)[]; duplicates: DuplicatesPolicy }) =>
      unwrap(api.POST("/api/v1/imports/{import_id}/dry-run/", { params: { path: { import_id: id } }, body })),
    onSuccess: keep,
  });
}

export function useStart(id: number) {
  const keep = useKeep();
  return useMutation({
    mutationFn: () => unwrap(api.POST("/api/v1/imports/{import_id}/start/", { params: { path: { import_id: id } } })),
    onSuccess: keep,
  });
}

export function useRollback(id: number) {
  const keep = useKeep();
  return useMutation({
    mutationFn: () => unwrap(api.POST("/api/v1/imports/{import_id}/rollback/", { params: { path: { import_id: id } } })),
    onSuccess: keep,
  });
}

function useKeep() {
  const queries = useQueryClient();
  return async (now: Import) => {
    queries.setQueryData(importKeys.detail(now.id), now);
    queries.removeQueries({ queryKey: importKeys.faults(now.id) });
    await queries.invalidateQueries({ queryKey: importKeys.lists });
  };
}
