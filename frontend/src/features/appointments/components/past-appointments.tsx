import { CalendarDays } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { LoadMore } from "@/components/ui/load-more";
import { Notice } from "@/components/ui/notice";
import { SkeletonRows } from "@/components/ui/skeleton";
import { usePastAppointments } from "../api/list-appointments";
import { Agenda } from "./agenda";

export function PastAppointments() {
  const { t } = useTranslation("appointments");
  const { appointments, isPending, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = usePastAppointments();
  if (appointments.length > 0) {
    return (
      <div>
        <Agenda appointments={appointments} />
        <LoadMore hasMore={hasNextPage} loading={isFetchingNextPage} onMore={() => void fetchNextPage()} />
      </div>
    );
  }
  return (
    <Card>
      {isPending && <SkeletonRows />}
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {!isPending && !error && <Notice icon={CalendarDays} title={t("emptyPast")} hint={t("emptyPastHint")} />}
    </Card>
  );
}
