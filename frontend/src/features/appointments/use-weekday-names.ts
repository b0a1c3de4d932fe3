import { usePreferences } from "@/lib/preferences/preferences-context";
import { weekdays } from "./opening-hours";

/** Sunday first, in the reader's language. */
export function useWeekdayNames(): string[] {
  const { language } = usePreferences();
  const format = new Intl.DateTimeFormat(language === "he" ? "he-IL" : "en-GB", { weekday: "long", timeZone: "UTC" });
  // The fourth of January 1970 was a Sunday.
  return weekdays.map((day) => format.format(Date.UTC(1970, 0, 4 + day)).replace(/^יום /, ""));
}
