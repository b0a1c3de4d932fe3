import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { SkeletonRows } from "@/components/ui/skeleton";
import { cn } from "@/lib/cn";
import { useFormat } from "@/lib/format/use-format";
import { useAppointmentsOfLead } from "../api/list-appointments";
import { AppointmentStatus } from "./appointment-status";
import type { ChosenLead } from "./lead-choice";
import { NewAppointment } from "./new-appointment";

export function AppointmentsOfLead({ lead }: { lead: ChosenLead }) {
  const { t } = useTranslation("appointments");
  const format = useFormat();
  const { data, isPending, error, refetch } = useAppointmentsOfLead(lead.id);
  return (
    <Card title={t("ofLead")} aside={<NewAppointment lead={lead} />}>
      {isPending && <SkeletonRows count={1} />}
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <p className="px-(--card) pb-5 text-ink-2">{t("emptyOfLead")}</p>}
      <ul>
        {data?.map((appointment) => (
          <li key={appointment.id} className="flex items-center gap-3 border-t border-line px-(--card) py-(--row)">
            <div className="min-w-0 grow">
              <time
                dateTime={appointment.starts_at}
                className={cn("block font-semibold", appointment.status === "cancelled" && "text-ink-3 line-through")}
              >
                {format.moment(appointment.starts_at)}
              </time>
              <bdi dir="auto" className="own-direction block text-sm text-ink-2">
                {appointment.service || t("noService")}
              </bdi>
            </div>
            <AppointmentStatus status={appointment.status} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
