import { useTranslation } from "react-i18next";
import { NewButton } from "@/components/ui/new-button";
import { useCan } from "@/lib/auth/auth-context";
import { BookDialog } from "./book-dialog";
import type { ChosenLead } from "./lead-choice";

export function NewAppointment({ lead }: { lead?: ChosenLead }) {
  const { t } = useTranslation("appointments");
  if (!useCan("appointments.edit")) return null;
  return (
    <NewButton label={t("book.title")} tone={lead ? "plain" : "primary"}>
      {(dialog) => <BookDialog lead={lead} {...dialog} />}
    </NewButton>
  );
}
