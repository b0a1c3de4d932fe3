import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import type { Import } from "../api/types";

/** How far a worker has come. The reader may leave: the work goes on. */
export function ProgressCard({ made: { state, rows_done, rows_total } }: { made: Import }) {
  const { t } = useTranslation("imports");
  const percent = rows_total > 0 ? Math.min(100, Math.floor((rows_done / rows_total) * 100)) : 0;
  const text = t("progress.rows", { done: rows_done.toLocaleString("en"), total: rows_total.toLocaleString("en") });
  return (
    <Card>
      <div className="space-y-3 px-(--card) py-8 text-center">
        <p role="status" className="text-lg font-semibold">
          {t(`progress.${state as "checking" | "running" | "rolling_back"}`)}
        </p>
        <div
          role="progressbar"
          aria-label={t(`state.${state}`)}
          aria-valuenow={percent}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuetext={text}
          className="mx-auto h-2 max-w-md overflow-hidden rounded-full bg-line"
        >
          <div className="h-full rounded-full bg-accent transition-[width] duration-300" style={{ width: `${percent}%` }} />
        </div>
        <p className="text-sm text-ink-2">{text}</p>
        <p className="text-sm text-ink-3">{t("progress.mayLeave")}</p>
      </div>
    </Card>
  );
}
