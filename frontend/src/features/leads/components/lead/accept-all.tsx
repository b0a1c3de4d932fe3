import { CheckCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { useErrorText } from "@/lib/api/use-error-text";
import { type Proposal, useJudge } from "../../api/provenance";

/** For whoever has read them all: everything the assistant wrote down is right. */
export function AcceptAll({ leadId, proposals }: { leadId: number; proposals: Proposal[] }) {
  const { t } = useTranslation("leads");
  const judge = useJudge(leadId);
  const refusal = useErrorText()(judge.error);

  async function acceptAll() {
    for (const { id } of proposals) await judge.mutateAsync({ id, accept: true });
  }

  return (
    <>
      <Button tone="quiet" disabled={judge.isPending} onClick={() => void acceptAll().catch(() => undefined)} className="!text-ai">
        <CheckCheck aria-hidden strokeWidth={1.7} />
        {t("proposal.acceptAll", { count: proposals.length })}
      </Button>
      {refusal && (
        <p role="alert" className="text-sm text-bad">
          {refusal}
        </p>
      )}
    </>
  );
}
