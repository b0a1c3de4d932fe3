import { Phone } from "lucide-react";
import { useTranslation } from "react-i18next";
import { buttonLook } from "@/components/ui/button-look";
import { Failure } from "@/components/ui/failure";
import { NotFound } from "@/components/ui/not-found";
import { Page, PageHeader } from "@/components/ui/page";
import { PhoneNumber } from "@/components/ui/phone-number";
import { AppointmentsOfLead } from "@/features/appointments/components/appointments-of-lead";
import { CallsOfLead } from "@/features/calls/components/calls-of-lead";
import { useLead } from "@/features/leads/api/get-lead";
import { LeadDetails } from "@/features/leads/components/lead-details";
import { LeadSkeleton } from "@/features/leads/components/lead-skeleton";
import { isNotFound } from "@/lib/api/error";
import { useCan } from "@/lib/auth/auth-context";
import { usePageTitle } from "@/lib/use-page-title";
import { useIdParam } from "../use-id-param";

export function LeadPage() {
  const { t } = useTranslation(["leads", "common"]);
  const id = useIdParam("leadId");
  const { data: lead, error, refetch } = useLead(id);
  const seesCalls = useCan("calls.view");
  const seesAppointments = useCan("appointments.view");
  usePageTitle(lead?.name || t("title"));

  if (id === null || (!lead && isNotFound(error))) {
    return <NotFound title={t("notFound")} to="/leads" label={t("toAll")} />;
  }
  if (!lead) {
    return <Page>{error ? <Failure page error={error} onRetry={() => void refetch()} /> : <LeadSkeleton />}</Page>;
  }
  const phone = lead.phone && <PhoneNumber e164={lead.phone} />;
  return (
    <Page>
      <PageHeader
        back={{ to: "/leads", label: t("title") }}
        title={
          lead.name ? (
            <bdi dir="auto" className="block text-page-start">
              {lead.name}
            </bdi>
          ) : (
            phone || t("common:unnamed")
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
      </PageHeader>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)]">
        <LeadDetails key={lead.id} lead={lead} />
        <div className="grid grid-cols-1 gap-5">
          {seesAppointments && <AppointmentsOfLead leadId={lead.id} />}
          {seesCalls && <CallsOfLead leadId={lead.id} />}
        </div>
      </div>
    </Page>
  );
}
