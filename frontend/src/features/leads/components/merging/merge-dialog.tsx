import { type RefObject, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Dialog } from "@/components/ui/dialog";
import { Form, FormRefusal } from "@/components/ui/form";
import { FormActions } from "@/components/ui/form-actions";
import { useSubmission } from "@/lib/use-submission";
import { type Duplicate, useMerge } from "../../api/merging";
import { BriefLines } from "./brief-lines";
import { MergedValuesList } from "./merged-values-list";

type Brief = Duplicate["first"];

interface MergeDialogProps {
  /** The lead whose page this is. */
  own: Brief;
  other: Brief;
  returnFocus: RefObject<HTMLElement | null>;
  onMerged?: (mergeId: number) => void;
  onClose: () => void;
}

/** Which of the two stays. Its values stay where both have one; everything else comes over. */
export function MergeDialog({ own, other, returnFocus, onMerged, onClose }: MergeDialogProps) {
  const { t } = useTranslation("leads");
  const go = useNavigate();
  const name = useId();
  const [winner, setWinner] = useState(own.id);
  const merge = useMerge();
  const loser = winner === own.id ? other.id : own.id;
  const submission = useSubmission({
    names: [],
    send: async () => {
      const { merge_id } = await merge.mutateAsync({ winner, loser });
      onMerged?.(merge_id);
      onClose();
      if (winner !== own.id) void go(`/leads/${winner}`, { replace: true });
    },
  });

  return (
    <Dialog open title={t("merge.title")} returnFocus={returnFocus} onClose={onClose}>
      <Form submission={submission} className="mt-3 space-y-3">
        <fieldset className="space-y-2">
          <legend className="mb-2 text-ink-2">{t("merge.which")}</legend>
          {[own, other].map((lead) => (
            <label
              key={lead.id}
              className="flex cursor-pointer items-center gap-3 rounded-medium border border-line-strong px-3.5 py-2.5 has-checked:border-accent has-checked:bg-accent-soft"
            >
              <input type="radio" name={name} checked={winner === lead.id} onChange={() => setWinner(lead.id)} className="size-4.5 shrink-0 accent-accent" />
              <BriefLines lead={lead} />
            </label>
          ))}
        </fieldset>
        <MergedValuesList winnerId={winner} loserId={loser} />
        <p className="text-sm text-ink-2">{t("merge.text")}</p>
        <FormRefusal submission={submission} />
        <FormActions submission={submission} onCancel={onClose}>
          {t(submission.busy ? "merge.working" : "merge.confirm")}
        </FormActions>
      </Form>
    </Dialog>
  );
}
