import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { SkeletonRows } from "@/components/ui/skeleton";
import { usePlans } from "../api/reminders";
import { PlanDialog } from "./plan-dialog";
import { PlanRow } from "./plan-row";

/** What customers are told about their meetings, and when. */
export function PlansCard() {
  const { t } = useTranslation("reminders");
  const { data, isPending, error, refetch } = usePlans();
  const [isNew, setNew] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Card
      title={t("title")}
      aside={
        data && (
          <Button ref={button} onClick={() => setNew(true)}>
            <Plus aria-hidden strokeWidth={1.7} />
            {t("new")}
          </Button>
        )
      }
    >
      <p className="px-(--card) pb-3 text-pretty text-ink-2">{t("hint")}</p>
      {data && !data.channels.includes("sms") && (
        <Callout tone="warn" className="mx-(--card) mb-3">
          {t("noSms")}
        </Callout>
      )}
      {isPending && <SkeletonRows />}
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      <ul>{data?.plans.map((plan) => <PlanRow key={plan.id} plan={plan} channels={data.channels} />)}</ul>
      {isNew && data && <PlanDialog channels={data.channels} returnFocus={button} onClose={() => setNew(false)} />}
    </Card>
  );
}
