import { type RefObject, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Dialog } from "@/components/ui/dialog";
import { Form, FormRefusal } from "@/components/ui/form";
import { FormActions } from "@/components/ui/form-actions";
import { PhoneNumber } from "@/components/ui/phone-number";
import { useFormat } from "@/lib/format/use-format";
import { useSubmission } from "@/lib/use-submission";
import { type Duplicate, useMerge } from "../../api/merging";
import { leadName } from "../../lead-name";

type Brief = Duplicate["first"];

interface MergeDialogProps {
  /** The lead whose page this is. */
  own: Brief;
  other: Brief;
  returnFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** Which of the two stays. Its values stay where both have one; everything else comes over. */
export function MergeDialog({ own, other, returnFocus, onClose }: MergeDialogProps) {
  const { t } = useTranslation("leads");
  const go = useNavigate();
  const name = useId();
  const [winner, setWinner] = useState(own.id);
  const merge = useMerge();
  const loser = winner === own.id ? other.id : own.id;
  const submission = useSubmission({
    names: [],
    send: async () => {
      await merge.mutateAsync({ winner, loser });
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
        <p className="text-sm text-ink-2">{t("merge.text")}</p>
        <FormRefusal submission={submission} />
        <FormActions submission={submission} onCancel={onClose}>
          {t(submission.busy ? "merge.working" : "merge.confirm")}
        </FormActions>
      </Form>
    </Dialog>
  );
}

function BriefLines({ lead }: { lead: Brief }) {
  const { t } = useTranslation(["leads", "common"]);
  const format = useFormat();
  return (
    <span className="min-w-0">
      <bdi dir="auto" className="block truncate text-page-start font-semibold">
        {leadName(lead, t("common:unnamed"))}
      </bdi>
      <span className="block text-sm text-ink-2">
        {lead.name && lead.phone && (
          <>
            <PhoneNumber e164={lead.phone} /> ·{" "}
          </>
        )}
        {t(`source.${lead.source}`)} · {format.moment(lead.created_at)}
      </span>
    </span>
  );
}
