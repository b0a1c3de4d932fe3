import { useTranslation } from "react-i18next";
import { Page, PageHeader } from "@/components/ui/page";
import { CredentialCards } from "@/features/credentials/components/credential-cards";
import { usePageTitle } from "@/lib/use-page-title";

export function CredentialsPage() {
  const { t } = useTranslation("credentials");
  usePageTitle(t("title"));
  return (
    <Page>
      <PageHeader title={t("title")} subtitle={t("subtitle")} />
      <CredentialCards />
    </Page>
  );
}
