import { CalendarDays } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { buttonLook } from "@/components/ui/button-look";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { Notice } from "@/components/ui/notice";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useFormat } from "@/lib/format/use-format";
import { useUpcomingAppointments } from "../api/list-appointments";
import { Agenda } from "./agenda";

export function UpcomingAppointments() {
  const { t } = useTranslation("appointments");
  const format = useFormat();
  const { data, isPending, error, refetch } = useUpcomingAppointments();
  const coming = data?.filter(({ starts_at }) => format.daysUntil(starts_at) >= 0) ?? [];
  if (coming.length > 0) return <Agenda appointments={coming} />;
  return (
    <Card>
      {isPending && <SkeletonRows />}
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data && !error && (
        <Notice icon={CalendarDays} title={t("empty")} hint={t("emptyHint")}>
          <Link to="/calls" className={buttonLook("primary")}>
            {t("emptyAction")}
          </Link>
        </Notice>
      )}
    </Card>
  );
}
