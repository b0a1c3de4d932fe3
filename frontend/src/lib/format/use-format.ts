import { useMemo } from "react";
import { useMe } from "@/lib/auth/auth-context";
import { usePreferences } from "@/lib/preferences/preferences-context";
import { dayKey, daysFrom, formatDay, formatLongDay, formatMoment, formatShortDay, formatTime, formatWeekday, type Zone } from "./dates";

/** Times in the zone of the business, in the reader's language. Moments are ISO strings of the API. */
export function useFormat() {
  const { timezone } = useMe().business;
  const { language } = usePreferences();
  return useMemo(() => {
    const zone: Zone = { locale: language === "he" ? "he-IL" : "en-GB", timeZone: timezone };
    return {
      time: (iso: string) => formatTime(new Date(iso), zone),
      day: (iso: string) => formatDay(new Date(iso), new Date(), zone),
      shortDay: (at: Date) => formatShortDay(at, zone),
      weekday: (at: Date) => formatWeekday(at, zone),
      longDay: (at: Date) => formatLongDay(at, zone),
      moment: (iso: string) => formatMoment(new Date(iso), new Date(), zone),
      dayKey: (at: Date | string) => dayKey(new Date(at), timezone),
      daysUntil: (iso: string) => daysFrom(new Date(), new Date(iso), timezone),
    };
  }, [language, timezone]);
}
