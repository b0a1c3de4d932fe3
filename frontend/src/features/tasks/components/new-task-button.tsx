import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import type { ButtonTone } from "@/components/ui/button-look";
import { TaskDialog } from "./task-dialog";

export function NewTaskButton({ leadId, tone = "primary" }: { leadId?: number; tone?: ButtonTone }) {
  const { t } = useTranslation("tasks");
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={button} tone={tone} onClick={() => setOpen(true)}>
        <Plus aria-hidden strokeWidth={1.7} />
        {t("new")}
      </Button>
      {isOpen && <TaskDialog leadId={leadId} returnFocus={button} onClose={() => setOpen(false)} />}
    </>
  );
}
