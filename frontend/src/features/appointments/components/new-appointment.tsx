import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { useCan } from "@/lib/auth/auth-context";
import { BookDialog } from "./book-dialog";
import type { ChosenLead } from "./lead-choice";

export function NewAppointment({ lead }: { lead?: ChosenLead }) {
  const { t } = useTranslation("appointments");
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  if (!useCan("appointments.edit")) return null;
  return (
    <>
      <Button ref={button} tone={lead ? "plain" : "primary"} onClick={() => setOpen(true)}>
        <Plus aria-hidden strokeWidth={1.7} />
        {t("book.title")}
      </Button>
      {open && <BookDialog lead={lead} returnFocus={button} onClose={() => setOpen(false)} />}
    </>
  );
}
