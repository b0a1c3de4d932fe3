import { PhoneIncoming } from "lucide-react";
import { useTranslation } from "react-i18next";
import { buttonLook } from "@/components/ui/button-look";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { LoadMore } from "@/components/ui/load-more";
import { Notice } from "@/components/ui/notice";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useMe } from "@/lib/auth/auth-context";
import { cn } from "@/lib/cn";
import { isolated } from "@/lib/format/isolated";
import { formatPhone } from "@/lib/format/phone";
import { useFormat } from "@/lib/format/use-format";
import { groupByDay } from "@/lib/group-by-day";
import { useCalls } from "../api/list-calls";
import { type Call, isRunning } from "../api/types";
import { CallRow } from "./call-row";

/** Running calls on top, then the rest by day, newest first. */
export function CallList() {
  const { t } = useTranslation("calls");
  const format = useFormat();
  const { calls, isPending, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useCalls();

  if (isPending) return <CardOfSkeletons />;
  if (error && calls.length === 0) {
    return (
      <Card>
        <Failure error={error} onRetry={() => void refetch()} />
      </Card>
    );
  }
  if (calls.length === 0) {
    return (
      <Card>
        <NoCalls />
      </Card>
    );
  }

  const running = calls.filter(isRunning);
  const ended = calls.filter((call) => !isRunning(call));
  return (
    <div className="space-y-5">
      {running.length > 0 && <CallGroup title={t("now")} calls={running} live />}
      {groupByDay(ended, (call) => format.dayKey(call.started_at)).map(({ key, rows }) => (
        <CallGroup key={key} title={format.day(rows[0].started_at)} calls={rows} />
      ))}
      <LoadMore hasMore={hasNextPage} loading={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </div>
  );
}

/** The first call is one the reader makes. */
function NoCalls() {
  const { t } = useTranslation("calls");
  const number = useMe().business.phone_numbers[0];
  if (!number) return <Notice icon={PhoneIncoming} title={t("empty")} hint={t("emptyHint")} />;
  return (
    <Notice icon={PhoneIncoming} title={t("empty")} hint={t("emptyHintNumber", { number: isolated(formatPhone(number)) })}>
      <a href={`tel:${number}`} className={cn(buttonLook("primary"), "md:hidden")}>
        {t("dial")}
      </a>
    </Notice>
  );
}

function CallGroup({ title, calls, live = false }: { title: string; calls: Call[]; live?: boolean }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-2 px-1 text-sm font-medium text-ink-2">{title}</h2>
      <ul className={cn("rounded-large border bg-surface shadow-lift", live ? "border-ok/40" : "border-line")}>
        {calls.map((call) => (
          <CallRow key={call.id} call={call} />
        ))}
      </ul>
    </section>
  );
}

function CardOfSkeletons() {
  return (
    <Card>
      <SkeletonRows />
    </Card>
  );
}
