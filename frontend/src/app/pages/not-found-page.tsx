import { useTranslation } from "react-i18next";
import { NotFound } from "@/components/ui/not-found";
import { usePageTitle } from "@/lib/use-page-title";

export function NotFoundPage() {
  const { t } = useTranslation();
  usePageTitle(t("state.notFound"));
  return <NotFound title={t("state.notFound")} to="/calls" label={t("state.home")} />;
}
