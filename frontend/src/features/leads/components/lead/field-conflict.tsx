import { UsersRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { isolated } from "@/lib/format/isolated";

interface FieldConflictProps {
  /** What somebody else wrote here meanwhile; nothing when they emptied it. */
  theirs: string[];
  onTheirs: () => void;
  onMine: () => void;
  /** Given where the two can stand together. */
  onBoth?: () => void;
}

/** Two wrote into one field: nothing is lost until somebody chooses. */
export function FieldConflict({ theirs, onTheirs, onMine, onBoth }: FieldConflictProps) {
  const { t } = useTranslation("leads");
  return (
    <div role="alert" className="mx-2.5 my-1.5 max-md:-ms-26 animate-enter space-y-2 rounded-small bg-warn-soft px-3 py-2.5">
      <p className="flex gap-2 text-pretty text-warn">
        <UsersRound aria-hidden className="mt-0.5 size-4 shrink-0" strokeWidth={1.7} />
        <span className="min-w-0 [overflow-wrap:anywhere]">{theirs.length > 0 ? t("conflict.theirs", { value: theirs.map(isolated).join(", ") }) : t("conflict.emptied")}</span>
      </p>
      <div className="flex flex-wrap gap-2">
        {onBoth && <Button onClick={onBoth}>{t("conflict.keepBoth")}</Button>}
        <Button onClick={onTheirs}>{t("conflict.keepTheirs")}</Button>
        <Button onClick={onMine}>{t("conflict.saveMine")}</Button>
      </div>
    </div>
  );
}
