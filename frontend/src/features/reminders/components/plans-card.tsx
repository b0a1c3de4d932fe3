import { useTranslation } from "react-i18next";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { NewButton } from "@/components/ui/new-button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { usePlans } from "../api/reminders";
import { inOrder } from "../plan-time";
import { PlanDialog } from "./plan-dialog";
import { PlanRow } from "./plan-row";

/** What customers are told about their meetings, and when. */
export function PlansCard() {
  const { t } = useTranslation("reminders");
  const { data, isPending, error, refetch } = usePlans();
  return (
    <Card
      title={t("title")}
      aside={data && <NewButton label={t("new")}>{(dialog) => <PlanDialog channels={data.channels} {...dialog} />}</NewButton>}
    >
      <p className="px-(--card) pb-3 text-pretty text-ink-2">{t("hint")}</p>
      {data && !data.channels.includes("sms") && (
        <Callout tone="warn" className="mx-(--card) mb-3">
          {t("noSms")}
        </Callout>
      )}
      {isPending && <SkeletonRows />}
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      <ul>{data && inOrder(data.plans).map((plan) => <PlanRow key={plan.id} plan={plan} channels={data.channels} />)}</ul>
    </Card>
  );
}
