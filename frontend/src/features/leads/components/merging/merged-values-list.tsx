import { useTranslation } from "react-i18next";
import { Skeleton } from "@/components/ui/skeleton";
import { useErrorText } from "@/lib/api/use-error-text";
import { useLead } from "../../api/get-lead";
import { useValueText } from "../../hooks/use-value-text";
import { type MergedValue, mergedValues } from "../../merged-values";

/** Field by field: what the lead that stays has afterwards, and what is given up. */
export function MergedValuesList({ winnerId, loserId }: { winnerId: number; loserId: number }) {
  const { t } = useTranslation("leads");
  const winner = useLead(winnerId);
  const loser = useLead(loserId);
  const refusal = useErrorText()(winner.error ?? loser.error);
  if (refusal) return <p className="text-sm text-ink-2">{t("merge.valuesUnknown")}</p>;
  if (!winner.data || !loser.data) return <Skeleton className="h-16" />;
  const values = mergedValues(winner.data, loser.data);
  if (values.length === 0) return null;
  return (
    <section className="rounded-medium bg-sunken px-3.5 py-3">
      <h3 className="text-sm font-semibold">{t("merge.values")}</h3>
      <dl className="mt-1.5 grid max-h-44 grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 overflow-y-auto text-sm">
        {values.map((value) => (
          <ValueLine key={value.field} value={value} />
        ))}
      </dl>
    </section>
  );
}

function ValueLine({ value: { field, stays, goes } }: { value: MergedValue }) {
  const { t } = useTranslation("leads");
  const { labelOf, textOf } = useValueText();
  const [kept, given] = [textOf(field, stays), textOf(field, goes)];
  return (
    <>
      <dt className="text-ink-3">{labelOf(field)}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">
        {kept && (
          <>
            <bdi dir="auto" className="font-medium">
              {kept}
            </bdi>{" "}
          </>
        )}
        {given ? (
          <span className="text-ink-3">
            <span className="sr-only">{t("merge.goes")} </span>
            <s>
              <bdi dir="auto">{given}</bdi>
            </s>
          </span>
        ) : (
          <span className="text-ok">{t("merge.taken")}</span>
        )}
      </dd>
    </>
  );
}
