import { useTranslation } from "react-i18next";
import { FailedPage } from "@/components/ui/failed-page";
import { NotFound } from "@/components/ui/not-found";
import { Page } from "@/components/ui/page";
import { useCall } from "@/features/calls/api/get-call";
import { isRunning } from "@/features/calls/api/types";
import { callTitle } from "@/features/calls/call-title";
import { CallConversation } from "@/features/calls/components/call-conversation";
import { CallHeader } from "@/features/calls/components/call-header";
import { CallSkeleton } from "@/features/calls/components/call-skeleton";
import { CollectedCard } from "@/features/calls/components/collected-card";
import { SummaryCard } from "@/features/calls/components/summary-card";
import { UsageCard } from "@/features/calls/components/usage-card";
import { useLead } from "@/features/leads/api/get-lead";
import { MeetingProposals } from "@/features/leads/components/meeting-proposals";
import { isNotFound } from "@/lib/api/error";
import { usePageTitle } from "@/lib/use-page-title";
import { useIdParam } from "../use-id-param";

export function CallPage() {
  const { t } = useTranslation("calls");
  const id = useIdParam("callId");
  const { data: call, error, refetch } = useCall(id);
  const { data: lead } = useLead(call?.lead?.id ?? null);
  usePageTitle(call ? callTitle(call, t) : t("title"));

  async function renewRecording() {
    return (await refetch()).data?.recording?.url ?? null;
  }

  if (id === null || (!call && isNotFound(error))) {
    return <NotFound title={t("notFound")} to="/calls" label={t("toAll")} />;
  }
  const back = { to: "/calls", label: t("title") };
  if (!call && error) {
    return <FailedPage title={t("one")} back={back} error={error} onRetry={() => void refetch()} />;
  }
  if (!call) {
    return (
      <Page>
        <CallSkeleton />
      </Page>
    );
  }
  const running = isRunning(call);
  return (
    <Page>
      <CallHeader call={call} />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)]">
        <div className={running ? undefined : "max-lg:order-2"}>
          <CallConversation key={call.id} call={call} renewRecording={renewRecording} />
        </div>
        <div className="grid gap-5 max-lg:contents lg:sticky lg:top-19">
          {!running && <SummaryCard summary={call.summary} nextStep={call.next_step} understanding={call.understanding} />}
          {!running && call.lead && <MeetingProposals leadId={call.lead.id} callId={call.id} />}
          <CollectedCard call={call} service={lead?.service_wanted ?? ""} />
          {call.usage && call.usage.length > 0 && (
            <div className="max-lg:order-3">
              <UsageCard usage={call.usage} total={call.cost_micro_usd ?? 0} />
            </div>
          )}
        </div>
      </div>
    </Page>
  );
}
