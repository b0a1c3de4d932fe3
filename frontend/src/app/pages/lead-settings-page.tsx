import { useTranslation } from "react-i18next";
import { Page, PageHeader } from "@/components/ui/page";
import { FieldsCard } from "@/features/leads/components/settings/fields-card";
import { StatusesCard } from "@/features/leads/components/settings/statuses-card";
import { usePageTitle } from "@/lib/use-page-title";

export function LeadSettingsPage() {
  const { t } = useTranslation("leads");
  usePageTitle(t("settings.title"));
  return (
    <Page>
      <PageHeader title={t("settings.title")} subtitle={t("settings.subtitle")} />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
        <StatusesCard />
        <FieldsCard />
      </div>
    </Page>
  );
}
