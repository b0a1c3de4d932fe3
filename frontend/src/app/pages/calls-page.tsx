import { useTranslation } from "react-i18next";
import { Page, PageHeader } from "@/components/ui/page";
import { useRunningCalls } from "@/features/calls/api/list-calls";
import { CallList } from "@/features/calls/components/call-list";
import { usePageTitle } from "@/lib/use-page-title";

export function CallsPage() {
  const { t } = useTranslation("calls");
  const running = useRunningCalls().length;
  usePageTitle(t("title"));
  return (
    <Page>
      <PageHeader title={t("title")} subtitle={running > 0 ? t("running", { count: running }) : t("quiet")} />
      <CallList />
    </Page>
  );
}
