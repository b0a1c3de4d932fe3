import { CalendarCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { useErrorText } from "@/lib/api/use-error-text";
import { useCan } from "@/lib/auth/auth-context";
import { isolated } from "@/lib/format/isolated";
import { useFormat } from "@/lib/format/use-format";
import { type MeetingProposal, useDecideMeeting, useMeetingProposals } from "../api/meeting-proposals";

interface MeetingProposalsProps {
  leadId: number;
  /** Only those of this call. */
  callId?: number;
}

/** Meetings that were agreed on in words and stand in no diary; not there when there are none. */
export function MeetingProposals({ leadId, callId }: MeetingProposalsProps) {
  const { t } = useTranslation("leads");
  const { data } = useMeetingProposals(leadId);
  const shown = (data ?? []).filter(({ source_kind, source_id }) => callId === undefined || (source_kind === "call" && source_id === callId));
  if (shown.length === 0) return null;
  return (
    <Card title={t(shown.length > 1 ? "meetingProposal.titleMany" : "meetingProposal.title")} className="border-ai-line">
      <ul>
        {shown.map((proposal) => (
          <ProposalRow key={proposal.id} leadId={leadId} proposal={proposal} isOnCall={callId !== undefined} />
        ))}
      </ul>
    </Card>
  );
}

function ProposalRow({ leadId, proposal, isOnCall }: { leadId: number; proposal: MeetingProposal; isOnCall: boolean }) {
  const { t } = useTranslation("leads");
  const format = useFormat();
  const mayDecide = useCan("appointments.edit");
  const decide = useDecideMeeting(leadId);
  const refusal = useErrorText()(decide.error);
  const { id, starts_at, source_kind, source_id, confidence } = proposal;
  const source = t(source_kind === "call" ? "meetingProposal.fromCall" : "meetingProposal.fromChat");
  return (
    <li className="border-t border-line px-(--card) py-(--row)">
      <p className="font-medium">{starts_at ? t("meetingProposal.when", { when: isolated(format.moment(starts_at)) }) : t("meetingProposal.timeless")}</p>
      <p className="text-sm text-ink-3">
        {source_kind === "call" && !isOnCall ? (
          <Link to={`/calls/${source_id}`} className="underline underline-offset-3">
            {source}
          </Link>
        ) : (
          source
        )}{" "}
        · {t("meetingProposal.confidence", { percent: confidence })}
      </p>
      {refusal && (
        <p role="alert" className="mt-1 text-sm text-bad">
          {refusal}
        </p>
      )}
      {mayDecide && (
        <div className="mt-2 flex flex-wrap gap-2">
          {starts_at && (
            <Button tone="primary" disabled={decide.isPending} onClick={() => decide.mutate({ id, book: true })}>
              <CalendarCheck aria-hidden strokeWidth={1.7} />
              {t("meetingProposal.book")}
            </Button>
          )}
          <Button tone="quiet" disabled={decide.isPending} onClick={() => decide.mutate({ id, book: false })}>
            {t("meetingProposal.dismiss")}
          </Button>
        </div>
      )}
    </li>
  );
}
