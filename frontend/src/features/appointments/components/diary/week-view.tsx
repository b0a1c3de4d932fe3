import { CalendarDays } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useMe } from "@/lib/auth/auth-context";
import { dayStart } from "@/lib/format/day-start";
import { useFormat } from "@/lib/format/use-format";
import { useNarrow } from "@/lib/use-narrow";
import { useResources } from "../../api/catalogue";
import { useAppointmentsBetween } from "../../api/list-appointments";
import { useHebrewDate } from "../../hebrew-date";
import { useOpening } from "../../use-opening";
import { daysLater, weekOf } from "../../week";
import { Agenda } from "../agenda";
import type { DiaryProps } from "./day-view";
import { DayHeading } from "./day-heading";
import { PeriodHeader } from "./period-header";
import { SpecialDay } from "./special-day";
import { TimeGrid } from "./time-grid";

/** A week of meetings: a grid of hours, and on a phone a list by day. */
export function WeekView({ day, onDay, onOpenDay }: DiaryProps & { onOpenDay: (day: string) => void }) {
  const { t } = useTranslation("appointments");
  const format = useFormat();
  const hebrewDate = useHebrewDate();
  const isNarrow = useNarrow();
  const { timezone } = useMe().business;
  const [person, setPerson] = useState<number>();
  const today = format.dayKey(new Date());
  const week = weekOf(day);
  const [first = day] = week;
  const [last, next] = [daysLater(first, 6), daysLater(first, 7)];
  const instant = (key: string) => dayStart(key, timezone);
  const { data, isPlaceholderData, isPending, error, refetch } = useAppointmentsBetween(instant(first), instant(next));
  const { data: resources = [] } = useResources();
  const staff = resources.filter(({ is_active }) => is_active);
  const chosen = staff.find(({ id }) => id === person);
  const opening = useOpening(first, last, chosen && [chosen]);
  const appointments = data?.filter(({ resource }) => !chosen || resource.id === chosen.id) ?? [];
  const loading = isPending || isPlaceholderData;
  return (
    <div>
      <PeriodHeader
        title={`${format.shortDay(instant(first))} – ${format.shortDay(instant(last))}`}
        subtitle={`${hebrewDate(first)} – ${hebrewDate(last)}`}
        texts={{ before: t("weekTexts.before"), after: t("weekTexts.after"), today: t("weekTexts.today") }}
        isNow={week.includes(today)}
        onBefore={() => onDay(daysLater(first, -7))}
        onAfter={() => onDay(next)}
        onToday={() => onDay(today)}
      >
        {staff.length > 1 && (
          <Select aria-label={t("book.staff")} value={chosen?.id ?? ""} onChange={(event) => setPerson(Number(event.target.value) || undefined)}>
            <option value="">{t("services.everybody")}</option>
            {staff.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </PeriodHeader>
      {error && !data && (
        <Card>
          <Failure error={error} onRetry={() => void refetch()} />
        </Card>
      )}
      {!(error && !data) && !isNarrow && (
        <>
          {!loading && appointments.length === 0 && <p className="mb-2 text-ink-2">{t("weekTexts.empty")}</p>}
          <TimeGrid
            today={today}
            loading={loading}
            namesStaff={staff.length > 1 && !chosen}
            columns={week.map((key) => ({
              key,
              day: key,
              label: format.longDay(instant(key)),
              heading: <DayHeading day={key} special={opening.special(key)} isToday={key === today} onOpen={() => onOpenDay(key)} />,
              appointments,
              open: opening.open(key, chosen),
            }))}
          />
        </>
      )}
      {isNarrow &&
        week.map((key) => {
          const special = opening.special(key);
          return special && <SpecialDay key={key} date={special} label={format.longDay(instant(key))} open={opening.open(key)} />;
        })}
      {isNarrow && loading && (
        <Card>
          <SkeletonRows />
        </Card>
      )}
      {isNarrow && !loading && data && appointments.length === 0 && (
        <Card>
          <Notice icon={CalendarDays} title={t("weekTexts.empty")} hint={t("emptyHint")} />
        </Card>
      )}
      {isNarrow && !loading && <Agenda appointments={appointments} />}
    </div>
  );
}
