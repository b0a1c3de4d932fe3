import { Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { useErrorText } from "@/lib/api/use-error-text";
import { useCan } from "@/lib/auth/auth-context";
import { isolated } from "@/lib/format/isolated";
import { useFormat } from "@/lib/format/use-format";
import { type Merge, useMerges, useUndoMerge } from "../../api/merging";
import { useLeadName } from "../../lead-name";

/** What was merged into this lead, with the way back. Nothing is shown while there is none. */
export function MergesCard({ leadId }: { leadId: number }) {
  const { t } = useTranslation("leads");
  const { data = [] } = useMerges(leadId);
  if (data.length === 0) return null;
  return (
    <Card title={t("merge.past")}>
      <ul>
        {data.map((merge) => (
          <MergeRow key={merge.id} merge={merge} />
        ))}
      </ul>
    </Card>
  );
}

function MergeRow({ merge: { id, loser, at } }: { merge: Merge }) {
  const { t } = useTranslation(["leads", "common"]);
  const leadName = useLeadName();
  const format = useFormat();
  const mayUndo = useCan("leads.edit");
  const undo = useUndoMerge();
  const refusal = useErrorText()(undo.error);
  const name = leadName(loser);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-(--card) py-(--row)">
      <div className="min-w-0 grow">
        <bdi dir="auto" className="font-medium">
          {name}
        </bdi>
        <p className="text-sm text-ink-3">
          {t(`source.${loser.source}`)} · {t("merge.at", { when: format.moment(at) })}
        </p>
        {refusal && (
          <p role="alert" className="text-sm text-bad">
            {refusal}
          </p>
        )}
      </div>
      {mayUndo && (
        <Button tone="quiet" disabled={undo.isPending} aria-label={t("merge.undoLabel", { name: isolated(name) })} onClick={() => undo.mutate(id)}>
          <Undo2 aria-hidden strokeWidth={1.7} className="rtl:-scale-x-100" />
          {t("merge.undo")}
        </Button>
      )}
    </li>
  );
}
