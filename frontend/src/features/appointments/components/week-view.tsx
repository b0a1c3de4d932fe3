import { CalendarDays, ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { IconButton } from "@/components/ui/icon-button";
import { Notice } from "@/components/ui/notice";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useMe } from "@/lib/auth/auth-context";
import { dayStart } from "@/lib/format/day-start";
import { useFormat } from "@/lib/format/use-format";
import { useAppointmentsBetween } from "../api/list-appointments";
import { hebrewDate } from "../hebrew-date";
import { daysLater, weekOf } from "../week";
import { Agenda } from "./agenda";
import { WeekGrid } from "./week-grid";

/** A week of meetings: a grid of hours, and on a phone a list by day. */
export function WeekView() {
  const { t } = useTranslation("appointments");
  const format = useFormat();
  const { timezone } = useMe().business;
  const today = format.dayKey(new Date());
  const [day, setDay] = useState(today);
  const week = weekOf(day);
  const [first = day] = week;
  const next = daysLater(first, 7);
  const instant = (key: string) => dayStart(key, timezone);
  const { data, isPending, error, refetch } = useAppointmentsBetween(instant(first).toISOString(), instant(next).toISOString());
  return (
    <div>
      <header className="mb-3 flex flex-wrap items-center gap-2">
        <IconButton icon={ChevronRight} label={t("weekTexts.before")} className="ltr:-scale-x-100" onClick={() => setDay(daysLater(first, -7))} />
        <IconButton icon={ChevronLeft} label={t("weekTexts.after")} className="ltr:-scale-x-100" onClick={() => setDay(next)} />
        <h2 className="grow">
          {format.shortDay(instant(first))} – {format.shortDay(instant(daysLater(first, 6)))}
          <span className="ms-2 text-sm font-normal text-ink-3">{hebrewDate(first)}</span>
        </h2>
        <Button onClick={() => setDay(today)} disabled={week.includes(today)}>
          {t("weekTexts.today")}
        </Button>
      </header>
      {isPending && (
        <Card>
          <SkeletonRows />
        </Card>
      )}
      {error && !data && (
        <Card>
          <Failure error={error} onRetry={() => void refetch()} />
        </Card>
      )}
      {data && (
        <>
          <div className="max-md:hidden">
            {data.length === 0 && <p className="mb-2 text-ink-2">{t("weekTexts.empty")}</p>}
            <WeekGrid week={week} today={today} appointments={data} />
          </div>
          <div className="md:hidden">
            {data.length > 0 ? (
              <Agenda appointments={data} />
            ) : (
              <Card>
                <Notice icon={CalendarDays} title={t("weekTexts.empty")} hint={t("emptyHint")} />
              </Card>
            )}
          </div>
        </>
      )}
    </div>
  );
}
