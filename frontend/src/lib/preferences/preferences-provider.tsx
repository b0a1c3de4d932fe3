import { Direction } from "radix-ui";
import { type ReactNode, useCallback, useLayoutEffect, useMemo, useState } from "react";
import { directionOf, i18n, type Language, languages } from "@/lib/i18n";
import { type Density, densities, PreferencesContext, type Theme, themes } from "./preferences-context";
import { readChoice, writeChoice } from "./storage";
import { useTheme } from "./use-theme";

export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [language, applyLanguage] = useState<Language>(() => readChoice("language", languages) ?? "he");
  const [languageChosen, setLanguageChosen] = useState(false);
  const [theme, applyTheme] = useState<Theme>(() => readChoice("theme", themes) ?? "system");
  const [density, applyDensity] = useState<Density>(() => readChoice("density", densities) ?? "comfortable");
  const direction = directionOf(language);

  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = direction;
    void i18n.changeLanguage(language);
  }, [language, direction]);

  useLayoutEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);

  useTheme(theme);

  const changeLanguage = useCallback((next: Language, isChoice: boolean) => {
    writeChoice("language", next);
    applyLanguage(next);
    setLanguageChosen(isChoice);
  }, []);

  const adoptLanguage = useCallback((next: Language) => changeLanguage(next, false), [changeLanguage]);

  const preferences = useMemo(
    () => ({
      language,
      theme,
      density,
      setLanguage: (next: Language) => changeLanguage(next, true),
      setTheme: (next: Theme) => {
        writeChoice("theme", next);
        applyTheme(next);
      },
      setDensity: (next: Density) => {
        writeChoice("density", next);
        applyDensity(next);
      },
      languageChosen,
      adoptLanguage,
    }),
    [language, theme, density, languageChosen, changeLanguage, adoptLanguage],
  );

  return (
    <PreferencesContext value={preferences}>
      <Direction.Provider dir={direction}>{children}</Direction.Provider>
    </PreferencesContext>
  );
}
