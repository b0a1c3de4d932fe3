import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { Money } from "@/components/ui/money";
import type { Usage } from "../api/types";
import { usageByModel } from "../usage-by-model";

/** What the call cost, by model. */
export function UsageCard({ usage, total }: { usage: Usage[]; total: number }) {
  const { t } = useTranslation("calls");
  return (
    <Card
      title={t("usage.title")}
      aside={
        <strong className="text-lg font-semibold">
          <Money microUsd={total} />
        </strong>
      }
    >
      <dl className="px-(--card) pb-3">
        {usageByModel(usage).map((part) => (
          <div key={`${part.kind} ${part.model}`} className="flex items-baseline gap-3 border-t border-line py-2 first:border-t-0">
            <dt className="min-w-0 grow">
              {t(`usage.${part.kind}`)}
              {part.model && (
                <span className="block truncate text-xs text-ink-3">
                  <bdi dir="ltr">{part.model}</bdi>
                </span>
              )}
            </dt>
            <dd className="text-ink-2">
              <Money microUsd={part.cost_micro_usd} exact />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
