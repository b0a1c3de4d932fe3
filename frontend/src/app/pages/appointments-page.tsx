import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Page, PageHeader } from "@/components/ui/page";
import { Segmented } from "@/components/ui/segmented";
import { AgendaSubtitle } from "@/features/appointments/components/agenda-subtitle";
import { PastAppointments } from "@/features/appointments/components/past-appointments";
import { UpcomingAppointments } from "@/features/appointments/components/upcoming-appointments";
import { usePageTitle } from "@/lib/use-page-title";

const ranges = ["upcoming", "past"] as const;

export function AppointmentsPage() {
  const { t } = useTranslation("appointments");
  const [params, setParams] = useSearchParams();
  const range = params.get("range") === "past" ? "past" : "upcoming";
  usePageTitle(t("title"));
  return (
    <Page>
      <PageHeader title={t("title")} subtitle={<AgendaSubtitle />}>
        <Segmented
          label={t("range")}
          value={range}
          options={ranges.map((value) => ({ value, label: t(value) }))}
          onChange={(next) => setParams(next === "past" ? { range: next } : {}, { replace: true })}
        />
      </PageHeader>
      {range === "upcoming" ? <UpcomingAppointments /> : <PastAppointments />}
    </Page>
  );
}
