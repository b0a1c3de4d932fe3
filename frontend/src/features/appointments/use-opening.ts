import { useQueries } from "@tanstack/react-query";
import type { Resource } from "./api/catalogue";
import { useSpecialDates } from "./api/dates";
import { hoursQuery, useHours } from "./api/hours";
import { useDiarySettings } from "./api/settings";
import type { Hours } from "./grid";
import { dateOn, openOn } from "./open-hours";

/** When it is open on the days from..to, for everybody or for one of `resources`; undefined while nobody knows. */
export function useOpening(from: string, to: string, resources: Resource[] = []) {
  const { data: settings } = useDiarySettings();
  const { data: usual } = useHours(null);
  const { data: dates } = useSpecialDates(from, to);
  const withOwn = resources.filter(({ has_own_hours }) => has_own_hours);
  const own = useQueries({ queries: withOwn.map(({ id }) => hoursQuery(id)) });

  function open(day: string, resource?: Resource): Hours[] | undefined {
    const at = resource ? withOwn.indexOf(resource) : -1;
    const openings = at >= 0 ? own[at]?.data?.openings : usual?.openings;
    if (!settings || !openings || !dates) return undefined;
    const isAlwaysOpen = at < 0 && settings.is_always_open === true;
    return openOn(day, { openings, dates, isAlwaysOpen }, resource?.id);
  }

  return { open, special: (day: string) => dateOn(day, dates ?? []) };
}
