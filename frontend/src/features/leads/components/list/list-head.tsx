import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import { listColumns } from "./columns";

interface ListHeadProps {
  mayChoose: boolean;
  chosen: number;
  shown: number;
  onAll: (all: boolean) => void;
}

export function ListHead({ mayChoose, chosen, shown, onAll }: ListHeadProps) {
  const { t } = useTranslation("leads");
  const box = useRef<HTMLInputElement>(null);
  const isPart = chosen > 0 && chosen < shown;

  useEffect(() => {
    if (box.current) box.current.indeterminate = isPart;
  }, [isPart]);

  return (
    <div className="flex items-center border-b border-line text-sm text-ink-3">
      {mayChoose && (
        <label className="grid size-11 shrink-0 cursor-pointer place-items-center ps-1 box-content md:ps-(--card)">
          <input
            ref={box}
            type="checkbox"
            aria-label={t("bulk.all")}
            checked={chosen === shown}
            onChange={(event) => onAll(event.target.checked)}
            className="size-4.5 cursor-pointer accent-accent md:size-4"
          />
        </label>
      )}
      <p className={cn("min-w-0 grow py-2 pe-(--card)", !mayChoose && "ps-(--card)")}>
        <span className="md:hidden">{t("bulk.all")}</span>
        <span aria-hidden className={cn("hidden", listColumns)}>
          <span>{t("field.name")}</span>
          <span>{t("column.wants")}</span>
          <span className="max-xl:hidden">{t("field.next_step")}</span>
          <span>{t("status")}</span>
          <span className="max-xl:hidden">{t("field.owner_id")}</span>
          <span className="text-end">{t("column.activity")}</span>
        </span>
      </p>
    </div>
  );
}
