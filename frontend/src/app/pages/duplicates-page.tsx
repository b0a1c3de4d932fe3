import { useTranslation } from "react-i18next";
import { Page, PageHeader } from "@/components/ui/page";
import { DuplicateList } from "@/features/leads/components/merging/duplicate-list";
import { usePageTitle } from "@/lib/use-page-title";

export function DuplicatesPage() {
  const { t } = useTranslation("leads");
  usePageTitle(t("duplicate.title"));
  return (
    <Page>
      <PageHeader back={{ to: "/leads", label: t("title") }} title={t("duplicate.title")} subtitle={t("duplicate.subtitle")} />
      <DuplicateList />
    </Page>
  );
}
