import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

/** A fault of ours while showing a page. */
export function CrashPage() {
  const { t } = useTranslation();
  return (
    <Notice page role="alert" icon={TriangleAlert} title={t("state.crashed")} hint={t("state.crashedHint")}>
      <Button onClick={() => location.reload()}>{t("state.reload")}</Button>
    </Notice>
  );
}
