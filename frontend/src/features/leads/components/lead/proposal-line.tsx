import { Check, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useErrorText } from "@/lib/api/use-error-text";
import { useCan } from "@/lib/auth/auth-context";
import { isolated } from "@/lib/format/isolated";
import { type Proposal, useJudge } from "../../api/provenance";
import { useValueText } from "../../hooks/use-value-text";

interface ProposalLineProps {
  leadId: number;
  label: string;
  proposal: Proposal;
}

const judgeLook =
  "inline-flex min-h-11 items-center gap-1 rounded-full border border-ai-line px-3 font-medium hover:bg-surface disabled:opacity-55 md:min-h-7 md:px-2.5";

/** Below a value that the assistant wrote down: where it heard it, how sure it is, and the two answers. */
export function ProposalLine({ leadId, label, proposal }: ProposalLineProps) {
  const { t } = useTranslation(["leads", "common"]);
  const mayJudge = useCan("leads.edit");
  const judge = useJudge(leadId);
  const refusal = useErrorText()(judge.error);
  const { source_kind, source_id, confidence } = proposal;
  const before = useValueText().textOf(proposal.field, proposal.previous);
  const source = t(`proposal.from.${source_kind}`);
  return (
    <div className="mx-2.5 mb-1.5 rounded-small max-md:-ms-26 bg-ai-soft px-2.5 py-1.5 text-sm text-ai">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <p className="grow">
          <span aria-hidden>✦ </span>
          {source_kind === "call" && source_id ? (
            <Link to={`/calls/${source_id}`} className="underline underline-offset-3">
              {source}
            </Link>
          ) : (
            source
          )}
          {confidence !== null && <> · {t("proposal.confidence", { percent: confidence })}</>}
        </p>
        {mayJudge && (
          <span className="flex gap-1.5">
            <button type="button" disabled={judge.isPending} aria-label={t("proposal.acceptLabel", { field: label })} onClick={() => judge.mutate({ id: proposal.id, accept: true })} className={judgeLook}>
              <Check aria-hidden className="size-3.5" strokeWidth={2} />
              {t("proposal.accept")}
            </button>
            <button type="button" disabled={judge.isPending} aria-label={t("proposal.rejectLabel", { field: label })} onClick={() => judge.mutate({ id: proposal.id, accept: false })} className={judgeLook}>
              <X aria-hidden className="size-3.5" strokeWidth={2} />
              {t("proposal.reject")}
            </button>
          </span>
        )}
      </div>
      {before && <p className="text-ink-2">{t("proposal.before", { value: isolated(before) })}</p>}
      {refusal && (
        <p role="alert" className="text-bad">
          {refusal}
        </p>
      )}
    </div>
  );
}
