import { CloudOff, Lock, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/lib/api/error";
import { Button } from "./button";
import { Notice } from "./notice";

interface FailureProps {
  error: unknown;
  onRetry?: () => void;
  /** What failed is the whole page. */
  page?: boolean;
}

/** A request that failed, told by its kind: unreachable, forbidden, or a fault of ours. */
export function Failure({ error, onRetry, page }: FailureProps) {
  const { t } = useTranslation();
  const status = error instanceof ApiError ? error.status : 500;
  if (status === 403) return <Notice page={page} icon={Lock} title={t("state.forbidden")} hint={t("state.forbiddenHint")} />;
  const offline = status === 0;
  return (
    <Notice
      role="alert"
      page={page}
      icon={offline ? CloudOff : TriangleAlert}
      title={t(offline ? "state.offline" : "state.failed")}
      hint={t(offline ? "state.offlineHint" : "state.failedHint")}
    >
      {onRetry && <Button onClick={onRetry}>{t("state.retry")}</Button>}
    </Notice>
  );
}
