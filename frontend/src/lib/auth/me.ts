import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";
import { api, unwrap } from "@/lib/api/client";

export type Me = Json<paths["/api/v1/me"]["get"]["responses"][200]>;

export function fetchMe(): Promise<Me> {
  return unwrap(api.GET("/api/v1/me"));
}
