import { useTranslation } from "react-i18next";
import { Page, PageHeader } from "@/components/ui/page";
import { QuietCard } from "@/features/appointments/components/settings/quiet-card";
import { PlansCard } from "@/features/reminders/components/plans-card";
import { usePageTitle } from "@/lib/use-page-title";

export function RemindersPage() {
  const { t } = useTranslation("reminders");
  usePageTitle(t("title"));
  return (
    <Page>
      <PageHeader title={t("title")} subtitle={t("subtitle")} />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <PlansCard />
        <QuietCard />
      </div>
    </Page>
  );
}
