import { createContext, use } from "react";
import type { Language } from "@/lib/i18n";

export const themes = ["light", "dark", "system"] as const;
export const densities = ["comfortable", "compact"] as const;

export type Theme = (typeof themes)[number];
export type Density = (typeof densities)[number];

export interface Preferences {
  language: Language;
  theme: Theme;
  density: Density;
  setLanguage(language: Language): void;
  setTheme(theme: Theme): void;
  setDensity(density: Density): void;
  /** Whether somebody chose the language here and it is not yet part of their profile. */
  languageChosen: boolean;
  /** Uses the language of somebody's profile. */
  adoptLanguage(language: Language): void;
}

export const PreferencesContext = createContext<Preferences | null>(null);

export function usePreferences(): Preferences {
  const preferences = use(PreferencesContext);
  if (!preferences) throw new Error("usePreferences needs PreferencesProvider");
  return preferences;
}
