import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Page, PageHeader } from "@/components/ui/page";
import { Segmented } from "@/components/ui/segmented";
import { AgendaSubtitle } from "@/features/appointments/components/agenda-subtitle";
import { DayView } from "@/features/appointments/components/diary/day-view";
import { WeekView } from "@/features/appointments/components/diary/week-view";
import { NewAppointment } from "@/features/appointments/components/new-appointment";
import { PastAppointments } from "@/features/appointments/components/past-appointments";
import { UpcomingAppointments } from "@/features/appointments/components/upcoming-appointments";
import { isDay } from "@/lib/format/day-start";
import { useFormat } from "@/lib/format/use-format";
import { useNarrow } from "@/lib/use-narrow";
import { usePageTitle } from "@/lib/use-page-title";

const ranges = ["upcoming", "day", "week", "past"] as const;
type Range = (typeof ranges)[number];

export function AppointmentsPage() {
  const { t } = useTranslation("appointments");
  const [params, setParams] = useSearchParams();
  const usual: Range = useNarrow() ? "day" : "upcoming";
  const range = ranges.find((known) => known === params.get("range")) ?? usual;
  const asked = params.get("day") ?? "";
  const today = useFormat().dayKey(new Date());
  const day = isDay(asked) ? asked : today;
  usePageTitle(t("title"));

  function show(next: Range, of: string) {
    setParams({ range: next, ...(of !== today && { day: of }) }, { replace: true });
  }

  return (
    <Page>
      <PageHeader title={t("title")} subtitle={<AgendaSubtitle />} action={<NewAppointment />}>
        <Segmented
          wide
          label={t("range")}
          value={range}
          options={ranges.map((value) => ({ value, label: t(value) }))}
          onChange={(next) => show(next, day)}
        />
      </PageHeader>
      {range === "upcoming" && <UpcomingAppointments />}
      {range === "day" && <DayView day={day} onDay={(next) => show("day", next)} />}
      {range === "week" && <WeekView day={day} onDay={(next) => show("week", next)} onOpenDay={(next) => show("day", next)} />}
      {range === "past" && <PastAppointments />}
    </Page>
  );
}
