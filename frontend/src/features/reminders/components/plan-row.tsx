import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { useErrorText } from "@/lib/api/use-error-text";
import { type Channel, type Plan, useDeletePlan, useSavePlan } from "../api/reminders";
import { timeOf } from "../plan-time";
import { PlanDialog } from "./plan-dialog";
import { PlanText } from "./plan-text";

export function PlanRow({ plan, channels }: { plan: Plan; channels: Channel[] }) {
  const { t, i18n } = useTranslation("reminders");
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const [save, remove] = [useSavePlan(), useDeletePlan()];
  const refusal = useErrorText()(save.error ?? remove.error);
  const { amount, unit } = timeOf(plan);
  const isEnglish = i18n.language.startsWith("en");
  const title = plan.kind === "before" ? t(`before.${unit}`, { count: amount }) : t(`kind.${plan.kind}`);
  return (
    <li className="border-t border-line px-(--card) py-(--row)">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 md:flex-nowrap">
        <div className="min-w-0 grow max-md:basis-full">
          <p className="font-semibold">
            {title} <span className="font-normal text-ink-3">· {plan.channels.map((channel) => t(`channel.${channel}`)).join(", ")}</span>
          </p>
          {/* Not by its first letter: a Hebrew text may begin with {name}. */}
          <p dir={isEnglish ? "ltr" : "rtl"} className="line-clamp-2 text-sm text-ink-2">
            <PlanText text={isEnglish ? plan.text_en : plan.text_he} />
          </p>
        </div>
        <Checkbox
          label={t("on")}
          aria-label={t("onLabel", { name: title })}
          checked={plan.is_on ?? true}
          disabled={save.isPending}
          onChange={({ target }) => save.mutate({ id: plan.id, is_on: target.checked })}
        />
        <Button ref={button} tone="quiet" aria-label={t("editLabel", { name: title })} onClick={() => setOpen(true)}>
          {t("edit")}
        </Button>
        {plan.kind === "before" && (
          <Button tone="quiet" aria-label={t("deleteLabel", { name: title })} disabled={remove.isPending} onClick={() => remove.mutate(plan.id)}>
            {t("delete")}
          </Button>
        )}
      </div>
      {refusal && (
        <Callout tone="bad" role="alert" className="mt-2">
          {refusal}
        </Callout>
      )}
      {isOpen && <PlanDialog plan={plan} channels={channels} returnFocus={button} onClose={() => setOpen(false)} />}
    </li>
  );
}
