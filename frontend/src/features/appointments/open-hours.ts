import type { SpecialDate } from "./api/dates";
import { hourOf, type Hours } from "./grid";
import type { Opening, Range } from "./opening-hours";

export interface Calendar {
  openings: Opening[];
  dates: SpecialDate[];
  isAlwaysOpen: boolean;
}

const wholeDay: Hours = { begins: 0, ends: 24 };

/** The special date of the day, one's own before everybody's. */
export function dateOn(day: string, dates: SpecialDate[], resource: number | null = null): SpecialDate | undefined {
  const ofDay = dates.filter(({ date }) => date === day);
  return ofDay.find(({ resource_id }) => resource_id === resource) ?? ofDay.find(({ resource_id }) => resource_id === null);
}

/** When it is open on the day: what is said of the date goes before what is said of the weekday. */
export function openOn(day: string, { openings, dates, isAlwaysOpen }: Calendar, resource: number | null = null): Hours[] {
  const special = dateOn(day, dates, resource);
  if (special?.kind === "closed") return [];
  if (special?.kind === "hours") return special.hours.map(hoursOf);
  if (isAlwaysOpen) return [wholeDay];
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return openings.filter((opening) => opening.weekday === weekday).map(hoursOf);
}

function hoursOf({ opens, closes }: Range): Hours {
  return { begins: hourOf(opens), ends: hourOf(closes) || 24 };
}
