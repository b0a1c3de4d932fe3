import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";
import { usePreferences } from "@/lib/preferences/preferences-context";
import { appointmentKeys } from "./keys";
import { useChange } from "./use-change";

export type SpecialDate = Json<paths["/api/v1/scheduling/dates/"]["get"]["responses"][200]>[number];
type SpecialDateWrite = NonNullable<paths["/api/v1/scheduling/dates/"]["post"]["requestBody"]>["content"]["application/json"];

/** Holidays and other dates of from..to; holidays are named in the language of the screen. */
export function useSpecialDates(from: string, to: string) {
  const { language } = usePreferences();
  return useQuery({
    queryKey: [...appointmentKeys.dates(from, to), language],
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/scheduling/dates/", { params: { query: { from, to } }, signal })),
  });
}

/** Says what a date is like, in place of what was said of it. */
export function useSetDate() {
  return useChange((body: SpecialDateWrite) => unwrap(api.POST("/api/v1/scheduling/dates/", { body })));
}

/** Takes back what a person said of a date. */
export function useTakeBackDate(id: number) {
  return useChange(() => unwrap(api.DELETE("/api/v1/scheduling/dates/{date_exception_id}/", { params: { path: { date_exception_id: id } } })));
}
