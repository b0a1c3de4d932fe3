import { useTranslation } from "react-i18next";
import { errorText } from "./error";

/** What to tell the reader of a request that failed; nothing while none did. */
export function useErrorText(): (error: unknown) => string | undefined {
  const { t } = useTranslation();
  return (error) => (error ? errorText(error, { offline: t("refusal.offline"), failed: t("refusal.failed") }) : undefined);
}
