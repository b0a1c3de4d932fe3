import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import * as en from "@/locales/en";
import * as he from "@/locales/he";

export const languages = ["he", "en"] as const;
export type Language = (typeof languages)[number];

export const resources = { he, en };

export function directionOf(language: Language): "rtl" | "ltr" {
  return language === "he" ? "rtl" : "ltr";
}

export const i18n = i18next.createInstance();

void i18n.use(initReactI18next).init({
  resources,
  lng: "he",
  fallbackLng: "he",
  defaultNS: "common",
  initAsync: false,
  interpolation: { escapeValue: false },
});
