import { useTranslation } from "react-i18next";
import { Page, PageHeader } from "@/components/ui/page";
import { FaqList } from "@/features/faq/components/faq-list";
import { ImportButton } from "@/features/faq/components/import-button";
import { NewEntryButton } from "@/features/faq/components/new-entry-button";
import { SuggestionsCard } from "@/features/faq/components/suggestions-card";
import { TryCard } from "@/features/faq/components/try-card";
import { useCan } from "@/lib/auth/auth-context";
import { usePageTitle } from "@/lib/use-page-title";

export function FaqPage() {
  const { t } = useTranslation("faq");
  const edits = useCan("settings.edit");
  usePageTitle(t("title"));
  return (
    <Page>
      <PageHeader title={t("title")} subtitle={t("subtitle")}>
        {edits && (
          <>
            <ImportButton />
            <NewEntryButton />
          </>
        )}
      </PageHeader>
      {edits && <SuggestionsCard />}
      <TryCard />
      <FaqList />
    </Page>
  );
}
