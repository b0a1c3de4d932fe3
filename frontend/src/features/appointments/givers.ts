import type { Resource, Service } from "./api/catalogue";

/** Who can give a service: those it names, or where it names none, everybody. */
export function giversOf(service: Service | undefined, resources: Resource[]): Resource[] {
  return service?.resource_ids.length ? resources.filter(({ id }) => service.resource_ids.includes(id)) : resources;
}
