import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Page, PageHeader } from "@/components/ui/page";
import { Segmented } from "@/components/ui/segmented";
import { AgendaSubtitle } from "@/features/appointments/components/agenda-subtitle";
import { NewAppointment } from "@/features/appointments/components/new-appointment";
import { PastAppointments } from "@/features/appointments/components/past-appointments";
import { UpcomingAppointments } from "@/features/appointments/components/upcoming-appointments";
import { WeekView } from "@/features/appointments/components/week-view";
import { usePageTitle } from "@/lib/use-page-title";

const ranges = ["upcoming", "week", "past"] as const;

export function AppointmentsPage() {
  const { t } = useTranslation("appointments");
  const [params, setParams] = useSearchParams();
  const range = ranges.find((known) => known === params.get("range")) ?? "upcoming";
  usePageTitle(t("title"));
  return (
    <Page>
      <PageHeader title={t("title")} subtitle={<AgendaSubtitle />}>
        <Segmented
          label={t("range")}
          value={range}
          options={ranges.map((value) => ({ value, label: t(value) }))}
          onChange={(next) => setParams(next === "upcoming" ? {} : { range: next }, { replace: true })}
        />
        <NewAppointment />
      </PageHeader>
      {range === "upcoming" && <UpcomingAppointments />}
      {range === "week" && <WeekView />}
      {range === "past" && <PastAppointments />}
    </Page>
  );
}
