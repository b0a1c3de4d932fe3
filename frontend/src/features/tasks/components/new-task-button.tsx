import { useTranslation } from "react-i18next";
import type { ButtonTone } from "@/components/ui/button-look";
import { NewButton } from "@/components/ui/new-button";
import { TaskDialog } from "./task-dialog";

export function NewTaskButton({ leadId, tone = "primary" }: { leadId?: number; tone?: ButtonTone }) {
  const { t } = useTranslation("tasks");
  return (
    <NewButton label={t("new")} tone={tone}>
      {(dialog) => <TaskDialog leadId={leadId} {...dialog} />}
    </NewButton>
  );
}
