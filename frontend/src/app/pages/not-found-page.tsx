import { SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { buttonLook } from "@/components/ui/button-look";
import { Notice } from "@/components/ui/notice";

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Notice page icon={SearchX} title={t("state.notFound")} hint={t("state.notFoundHint")}>
      <Link to="/calls" className={buttonLook("primary")}>
        {t("state.home")}
      </Link>
    </Notice>
  );
}
