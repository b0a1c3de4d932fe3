import { useTranslation } from "react-i18next";
import { Page, PageHeader } from "@/components/ui/page";
import { FeedCard } from "@/features/appointments/components/settings/feed-card";
import { RulesCard } from "@/features/appointments/components/settings/rules-card";
import { usePageTitle } from "@/lib/use-page-title";

export function DiarySettingsPage() {
  const { t } = useTranslation("appointments");
  usePageTitle(t("settings.title"));
  return (
    <Page>
      <PageHeader title={t("settings.title")} subtitle={t("settings.subtitle")} />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
        <RulesCard />
        <FeedCard />
      </div>
    </Page>
  );
}
