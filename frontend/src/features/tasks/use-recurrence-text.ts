import { useTranslation } from "react-i18next";
import { readRecurrence } from "./recurrence";

/** "כל שבועיים"; empty for a task that happens once. */
export function useRecurrenceText(): (rule: string) => string {
  const { t } = useTranslation("tasks");
  return (rule) => {
    const recurrence = readRecurrence(rule);
    return recurrence ? t(`every.${recurrence.frequency}`, { count: recurrence.interval }) : "";
  };
}
