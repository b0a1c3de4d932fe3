import { useTranslation } from "react-i18next";
import { ApiError, errorText, isNotFound } from "@/lib/api/error";

/** Why a card went back to its place, and what to do; nothing while none did. */
export function useMoveRefusal(error: unknown): string | undefined {
  const { t } = useTranslation("leads");
  if (!error) return undefined;
  return `${t("board.notMoved")} ${reason()}`;

  function reason(): string {
    if (isNotFound(error)) return t("board.leadGone");
    if (error instanceof ApiError && error.code === "status_unknown") return t("board.statusGone");
    return errorText(error, { offline: t("board.offline"), failed: t("board.failed") });
  }
}
