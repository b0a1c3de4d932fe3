import { usePreferences } from "@/lib/preferences/preferences-context";

const english = new Intl.DateTimeFormat("en-u-ca-hebrew", { day: "numeric", month: "long", timeZone: "UTC" });
const parts = new Intl.DateTimeFormat("he-IL-u-ca-hebrew", { day: "numeric", month: "long", timeZone: "UTC" });
const units = ["", "א", "ב", "ג", "ד", "ה", "ו", "ז", "ח", "ט"];
const tens = ["", "י", "כ", "ל"];

/** A date by the Hebrew calendar, in the language of the screen. */
export function useHebrewDate(): (day: string) => string {
  const { language } = usePreferences();
  return (day) => hebrewDate(day, language);
}

/** "2026-11-24" -> "י״ד בכסלו", or "14 Kislev" */
export function hebrewDate(day: string, language: "he" | "en" = "he"): string {
  const noon = new Date(`${day}T12:00:00Z`);
  if (language === "en") return english.format(noon);
  const found = parts.formatToParts(noon);
  return found.map(({ type, value }) => (type === "day" ? letters(Number(value)) : value)).join("");
}

/** Fifteen and sixteen are nine and six or seven, so that no name of God is written. */
function letters(day: number): string {
  const written = day === 15 ? "טו" : day === 16 ? "טז" : `${tens[Math.floor(day / 10)]}${units[day % 10]}`;
  return written.length === 1 ? `${written}׳` : `${written.slice(0, -1)}״${written.slice(-1)}`;
}
