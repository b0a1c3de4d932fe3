import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";

interface SaveLineProps {
  busy: boolean;
  /** What stands here is saved. */
  saved: boolean;
  /** What is written cannot be saved as it stands. */
  blocked?: boolean;
  /** Left out: the form around it is sent. */
  onSave?: () => void;
}

/** The end of what is saved as a whole, which says so once it is. */
export function SaveLine({ busy, saved, blocked = false, onSave }: SaveLineProps) {
  const { t } = useTranslation("appointments");
  return (
    <div className="flex items-center justify-end gap-3">
      <span role="status" className="text-sm text-ok">
        {saved && t("settings.saved")}
      </span>
      <Button type={onSave ? "button" : "submit"} tone="primary" disabled={busy || blocked} onClick={onSave}>
        {t(busy ? "settings.saving" : "settings.save")}
      </Button>
    </div>
  );
}
