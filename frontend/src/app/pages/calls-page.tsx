import { useTranslation } from "react-i18next";
import { Page, PageHeader } from "@/components/ui/page";
import { CallList } from "@/features/calls/components/call-list";
import { RunningSentence } from "@/features/calls/components/running-sentence";
import { usePageTitle } from "@/lib/use-page-title";

export function CallsPage() {
  const { t } = useTranslation("calls");
  usePageTitle(t("title"));
  return (
    <Page>
      <PageHeader title={t("title")} subtitle={<RunningSentence />} />
      <CallList />
    </Page>
  );
}
