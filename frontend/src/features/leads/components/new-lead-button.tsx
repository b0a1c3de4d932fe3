import { UserPlus } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { NewLeadDialog } from "./new-lead-dialog";

export function NewLeadButton() {
  const { t } = useTranslation("leads");
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={button} tone="primary" onClick={() => setOpen(true)}>
        <UserPlus aria-hidden strokeWidth={1.7} />
        {t("new.action")}
      </Button>
      {isOpen && <NewLeadDialog returnFocus={button} onClose={() => setOpen(false)} />}
    </>
  );
}
