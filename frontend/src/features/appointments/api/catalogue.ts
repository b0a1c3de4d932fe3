import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { ifMatch } from "@/lib/api/if-match";
import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";
import { useOnce } from "@/lib/use-once";
import { appointmentKeys } from "./keys";
import { useChange } from "./use-change";

export type Service = Json<paths["/api/v1/scheduling/services/"]["get"]["responses"][200]>[number];
export type Resource = Json<paths["/api/v1/scheduling/resources/"]["get"]["responses"][200]>[number];
type ServiceCreate = NonNullable<paths["/api/v1/scheduling/services/"]["post"]["requestBody"]>["content"]["application/json"];
type ServiceChange = NonNullable<paths["/api/v1/scheduling/services/{service_id}/"]["patch"]["requestBody"]>["content"]["application/json"];
type ResourceCreate = NonNullable<paths["/api/v1/scheduling/resources/"]["post"]["requestBody"]>["content"]["application/json"];
type ResourceChange = NonNullable<paths["/api/v1/scheduling/resources/{resource_id}/"]["patch"]["requestBody"]>["content"]["application/json"];

/** As the reader saw it. */
type Seen = Pick<Service | Resource, "id" | "version">;
const unmade: Seen = { id: 0, version: 0 };

/** What can be booked, and what could. */
export function useServices() {
  return useQuery({
    queryKey: appointmentKeys.services,
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/scheduling/services/", { signal })),
  });
}

export function useCreateService() {
  return useChange(useOnce((body: ServiceCreate, header) => unwrap(api.POST("/api/v1/scheduling/services/", { params: { header }, body }))));
}

/** Refused with 412 when the service is not of that version any more. */
export function useChangeService({ id, version }: Seen = unmade) {
  const params = { path: { service_id: id }, header: ifMatch(version) };
  return useChange((body: ServiceChange) => unwrap(api.PATCH("/api/v1/scheduling/services/{service_id}/", { params, body })));
}

/** Who and what takes appointments. */
export function useResources() {
  return useQuery({
    queryKey: appointmentKeys.resources,
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/scheduling/resources/", { signal })),
  });
}

export function useCreateResource() {
  return useChange(useOnce((body: ResourceCreate, header) => unwrap(api.POST("/api/v1/scheduling/resources/", { params: { header }, body }))));
}

/** Refused with 412 when the resource is not of that version any more. */
export function useChangeResource({ id, version }: Seen = unmade) {
  const params = { path: { resource_id: id }, header: ifMatch(version) };
  return useChange((body: ResourceChange) => unwrap(api.PATCH("/api/v1/scheduling/resources/{resource_id}/", { params, body })));
}

/** Also those that are off. */
export function useOrderServices() {
  return useOrder<Service>(appointmentKeys.services, (service_ids) => unwrap(api.POST("/api/v1/scheduling/services/reorder/", { body: { service_ids } })));
}

/** Also those that are off; the first that is free takes a meeting. */
export function useOrderResources() {
  return useOrder<Resource>(appointmentKeys.resources, (resource_ids) => unwrap(api.POST("/api/v1/scheduling/resources/reorder/", { body: { resource_ids } })));
}

/** The new order is seen at once; when it is refused, the one that holds is asked for again. */
function useOrder<Row extends { id: number }>(queryKey: readonly string[], send: (ids: number[]) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (rows: Row[]) => send(rows.map(({ id }) => id)),
    onMutate: async (rows) => {
      await queries.cancelQueries({ queryKey });
      queries.setQueryData(queryKey, rows);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: appointmentKeys.all }),
  });
}
