import { Phone } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Navigate } from "react-router";
import { buttonLook } from "@/components/ui/button-look";
import { FailedPage } from "@/components/ui/failed-page";
import { NotFound } from "@/components/ui/not-found";
import { Page, PageHeader } from "@/components/ui/page";
import { PhoneNumber } from "@/components/ui/phone-number";
import { AppointmentsOfLead } from "@/features/appointments/components/appointments-of-lead";
import { useLead } from "@/features/leads/api/get-lead";
import { ConsentsCard } from "@/features/leads/components/consents/consents-card";
import { IdentitiesCard } from "@/features/leads/components/identities-card";
import { LeadDetails } from "@/features/leads/components/lead/lead-details";
import { LeadMenu } from "@/features/leads/components/lead/lead-menu";
import { LeadSkeleton } from "@/features/leads/components/lead/lead-skeleton";
import { DuplicatesCard } from "@/features/leads/components/merging/duplicates-card";
import { MergesCard } from "@/features/leads/components/merging/merges-card";
import { MeetingProposals } from "@/features/leads/components/meeting-proposals";
import { MemoryCard } from "@/features/leads/components/memory/memory-card";
import { NotesCard } from "@/features/leads/components/notes/notes-card";
import { TimelineCard } from "@/features/leads/components/timeline/timeline-card";
import { useLeadName } from "@/features/leads/lead-name";
import { RemindersOfLead } from "@/features/reminders/components/reminders-of-lead";
import { TasksOfLead } from "@/features/tasks/components/tasks-of-lead";
import { isNotFound } from "@/lib/api/error";
import { useCan } from "@/lib/auth/auth-context";
import { usePageTitle } from "@/lib/use-page-title";
import { useIdParam } from "../use-id-param";

export function LeadPage() {
  const { t } = useTranslation(["leads", "common"]);
  const leadName = useLeadName();
  const id = useIdParam("leadId");
  const { data: lead, error, refetch } = useLead(id);
  const seesAppointments = useCan("appointments.view");
  const seesTasks = useCan("tasks.view");
  usePageTitle(lead?.name || t("title"));

  if (id === null || (!lead && isNotFound(error))) {
    return <NotFound title={t("notFound")} to="/leads" label={t("toAll")} />;
  }
  const back = { to: "/leads", label: t("title") };
  if (!lead && error) {
    return <FailedPage title={t("one")} back={back} error={error} onRetry={() => void refetch()} />;
  }
  if (!lead) {
    return (
      <Page>
        <LeadSkeleton />
      </Page>
    );
  }
  // The address of a lead that was merged leads to the one it went into.
  if (lead.id !== id) return <Navigate to={`/leads/${lead.id}`} replace />;
  const phone = lead.phone && <PhoneNumber e164={lead.phone} />;
  return (
    <Page>
      <PageHeader
        back={back}
        title={
          lead.name ? (
            <bdi dir="auto" className="block text-page-start [overflow-wrap:anywhere]">
              {lead.name}
            </bdi>
          ) : (
            phone || leadName(lead)
          )
        }
        subtitle={lead.name ? phone : phone && t("common:unnamed")}
      >
        {lead.phone && (
          <a href={`tel:${lead.phone}`} className={buttonLook("primary")}>
            <Phone aria-hidden strokeWidth={1.7} />
            {t("call")}
          </a>
        )}
        <LeadMenu lead={lead} />
      </PageHeader>
      <DuplicatesCard leadId={lead.id} />
      <MeetingProposals leadId={lead.id} />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)]">
        <div className="grid grid-cols-1 gap-5">
          <LeadDetails key={lead.id} lead={lead} />
          <MemoryCard key={`memory ${lead.id}`} leadId={lead.id} />
          <IdentitiesCard leadId={lead.id} />
          <ConsentsCard leadId={lead.id} />
          <MergesCard leadId={lead.id} />
        </div>
        <div className="grid grid-cols-1 gap-5">
          {seesTasks && <TasksOfLead leadId={lead.id} />}
          <NotesCard key={lead.id} leadId={lead.id} />
          {seesAppointments && <AppointmentsOfLead lead={lead} />}
          {seesAppointments && <RemindersOfLead leadId={lead.id} />}
          <TimelineCard leadId={lead.id} />
        </div>
      </div>
    </Page>
  );
}
