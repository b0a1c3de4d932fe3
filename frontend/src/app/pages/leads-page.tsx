import { useTranslation } from "react-i18next";
import { Page, PageHeader } from "@/components/ui/page";
import { LeadList } from "@/features/leads/components/lead-list";
import { usePageTitle } from "@/lib/use-page-title";

export function LeadsPage() {
  const { t } = useTranslation("leads");
  usePageTitle(t("title"));
  return (
    <Page>
      <PageHeader title={t("title")} subtitle={t("subtitle")} />
      <LeadList />
    </Page>
  );
}
