import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { EntryDialog } from "./entry-dialog";

export function NewEntryButton() {
  const { t } = useTranslation("faq");
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={button} tone="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden strokeWidth={1.7} />
        {t("new.action")}
      </Button>
      {open && <EntryDialog returnFocus={button} onClose={() => setOpen(false)} />}
    </>
  );
}
