import { useTranslation } from "react-i18next";
import { useCutOff } from "@/lib/live/live-context";
import { useCalls } from "../api/list-calls";
import { isRunning } from "../api/types";

/** "2 שיחות מתנהלות עכשיו." Says nothing while it is not known. */
export function RunningSentence() {
  const { t } = useTranslation("calls");
  const { calls, data } = useCalls();
  const cutOff = useCutOff();
  const running = calls.filter(isRunning).length;
  if (!data || cutOff) return <span aria-hidden>&nbsp;</span>;
  return running > 0 ? t("running", { count: running }) : t("quiet");
}
