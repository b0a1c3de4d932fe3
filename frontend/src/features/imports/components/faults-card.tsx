import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useErrorText } from "@/lib/api/use-error-text";
import { download } from "@/lib/download";
import { faultsPath, useFaults } from "../api/get-import";
import type { Import } from "../api/types";

const most = 20;

/** The rows that are left out and why; all of them as a file to go through beside the spreadsheet. */
export function FaultsCard({ made }: { made: Import }) {
  const { t } = useTranslation("imports");
  const { data: faults, isPending, error, refetch } = useFaults(made.id, made.failed > 0);
  const [refusal, setRefusal] = useState<unknown>(null);
  const explain = useErrorText();
  if (made.failed === 0) return null;
  return (
    <Card
      title={t("faults.title", { count: made.failed })}
      aside={
        <Button onClick={() => void download(faultsPath(made.id), "errors.csv").catch(setRefusal)}>
          <Download aria-hidden strokeWidth={1.7} />
          {t("faults.download")}
        </Button>
      }
    >
      {explain(refusal) && (
        <p role="alert" className="px-(--card) pb-2 text-bad">
          {explain(refusal)}
        </p>
      )}
      {isPending && <SkeletonRows count={2} />}
      {error && !faults && <Failure error={error} onRetry={() => void refetch()} />}
      <ul>
        {faults?.slice(0, most).map(({ row, column, value, problem }, index) => (
          <li key={index} className="flex gap-3 border-t border-line px-(--card) py-2">
            <span className="w-18 shrink-0 text-sm text-ink-3">{t("faults.row", { row })}</span>
            <p className="min-w-0 [overflow-wrap:anywhere]">
              <bdi className="font-medium">{column}</bdi>
              {value && (
                <>
                  : <bdi dir="auto">{value}</bdi>
                </>
              )}
              <span className="block text-sm text-bad">{problem}</span>
            </p>
          </li>
        ))}
      </ul>
      {faults && faults.length > most && <p className="border-t border-line px-(--card) py-3 text-sm text-ink-3">{t("faults.more", { count: faults.length - most })}</p>}
    </Card>
  );
}
