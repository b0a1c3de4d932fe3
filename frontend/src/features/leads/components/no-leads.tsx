import { SearchX, Users } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button } from "@/components/ui/button";
import { buttonLook } from "@/components/ui/button-look";
import { Notice } from "@/components/ui/notice";
import { isFiltered, type LeadFilters } from "../filters";

export function NoLeads({ filters, onClear }: { filters: LeadFilters; onClear: () => void }) {
  const { t } = useTranslation("leads");
  if (!isFiltered(filters)) {
    return (
      <Notice icon={Users} title={t("empty")} hint={t("emptyHint")}>
        <Link to="/calls" className={buttonLook("primary")}>
          {t("emptyAction")}
        </Link>
      </Notice>
    );
  }
  return (
    <Notice icon={SearchX} title={t("noMatch")} hint={t("noMatchHint")}>
      <Button onClick={onClear}>{t("clearFilters")}</Button>
    </Notice>
  );
}
