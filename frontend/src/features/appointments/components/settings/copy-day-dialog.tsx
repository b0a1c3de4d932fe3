import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogActions } from "@/components/ui/dialog";

interface CopyDayDialogProps {
  /** The names of the days, Sunday first. */
  names: string[];
  from: number;
  returnFocus: RefObject<HTMLElement | null>;
  onCopy: (to: number[]) => void;
  onClose: () => void;
}

/** To which other days the hours of one are taken over. */
export function CopyDayDialog({ names, from, returnFocus, onCopy, onClose }: CopyDayDialogProps) {
  const { t } = useTranslation(["appointments", "common"]);
  const [chosen, setChosen] = useState<number[]>([]);
  return (
    <Dialog open title={t("hours.copyTitle", { name: names[from] })} returnFocus={returnFocus} onClose={onClose}>
      <div className="mt-3 grid grid-cols-2">
        {names.map(
          (name, day) =>
            day !== from && (
              <Checkbox
                key={day}
                label={name}
                checked={chosen.includes(day)}
                onChange={(event) => setChosen(event.target.checked ? [...chosen, day] : chosen.filter((each) => each !== day))}
              />
            ),
        )}
      </div>
      <DialogActions>
        <Button onClick={onClose}>{t("common:cancel")}</Button>
        <Button
          tone="primary"
          disabled={chosen.length === 0}
          onClick={() => {
            onCopy(chosen);
            onClose();
          }}
        >
          {t("hours.copy")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
