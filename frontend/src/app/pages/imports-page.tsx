import { useTranslation } from "react-i18next";
import { Page, PageHeader } from "@/components/ui/page";
import { ImportList } from "@/features/imports/components/import-list";
import { Steps } from "@/features/imports/components/steps";
import { UploadCard } from "@/features/imports/components/upload-card";
import { usePageTitle } from "@/lib/use-page-title";

export function ImportsPage() {
  const { t } = useTranslation(["imports", "leads"]);
  usePageTitle(t("title"));
  return (
    <Page>
      <PageHeader back={{ to: "/leads", label: t("leads:title") }} title={t("title")} subtitle={t("subtitle")} />
      <Steps at="file" />
      <UploadCard />
      <ImportList />
    </Page>
  );
}
