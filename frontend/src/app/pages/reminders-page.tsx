import { useTranslation } from "react-i18next";
import { Page, PageHeader } from "@/components/ui/page";
import { PlansCard } from "@/features/reminders/components/plans-card";
import { usePageTitle } from "@/lib/use-page-title";

export function RemindersPage() {
  const { t } = useTranslation("reminders");
  usePageTitle(t("title"));
  return (
    <Page>
      <PageHeader title={t("title")} subtitle={t("subtitle")} />
      <div className="max-w-180">
        <PlansCard />
      </div>
    </Page>
  );
}
