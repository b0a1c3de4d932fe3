import { WifiOff } from "lucide-react";
import { useTranslation } from "react-i18next";

/** In place of what would be live. What it means and that nothing is lost is told by the connection's notice. */
export function CutOff() {
  const { t } = useTranslation();
  return (
    <>
      <WifiOff aria-hidden className="size-3.5 shrink-0" strokeWidth={1.8} />
      {t("connection.cutOff")}
    </>
  );
}
