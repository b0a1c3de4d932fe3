import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import enAppointments from "@/locales/en/appointments.json";
import enAuth from "@/locales/en/auth.json";
import enCalls from "@/locales/en/calls.json";
import enCommon from "@/locales/en/common.json";
import enLeads from "@/locales/en/leads.json";
import heAppointments from "@/locales/he/appointments.json";
import heAuth from "@/locales/he/auth.json";
import heCalls from "@/locales/he/calls.json";
import heCommon from "@/locales/he/common.json";
import heLeads from "@/locales/he/leads.json";

export const languages = ["he", "en"] as const;
export type Language = (typeof languages)[number];

export const resources = {
  he: { common: heCommon, auth: heAuth, calls: heCalls, leads: heLeads, appointments: heAppointments },
  en: { common: enCommon, auth: enAuth, calls: enCalls, leads: enLeads, appointments: enAppointments },
};

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
