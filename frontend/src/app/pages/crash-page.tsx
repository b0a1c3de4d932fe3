import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useRouteError } from "react-router";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { ApiError } from "@/lib/api/error";
import { NotFoundPage } from "./not-found-page";

/** A fault of ours while showing a page; an address that leads nowhere is told as such. */
export function CrashPage() {
  const { t } = useTranslation();
  const error = useRouteError();
  if (error instanceof ApiError && error.status === 404) return <NotFoundPage />;
  return (
    <Notice page role="alert" icon={TriangleAlert} title={t("state.crashed")} hint={t("state.crashedHint")}>
      <Button onClick={() => location.reload()}>{t("state.reload")}</Button>
    </Notice>
  );
}
