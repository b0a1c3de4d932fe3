import { useTranslation } from "react-i18next";
import { NewButton } from "@/components/ui/new-button";
import { EntryDialog } from "./entry-dialog";

export function NewEntryButton() {
  const { t } = useTranslation("faq");
  return (
    <NewButton label={t("new.action")} tone="primary">
      {(dialog) => <EntryDialog {...dialog} />}
    </NewButton>
  );
}
