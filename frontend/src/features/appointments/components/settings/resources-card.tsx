import { useTranslation } from "react-i18next";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { NewButton } from "@/components/ui/new-button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useErrorText } from "@/lib/api/use-error-text";
import { moved } from "@/lib/moved";
import { useOrderResources, useResources } from "../../api/catalogue";
import { ResourceDialog } from "./resource-dialog";
import { ResourceRow } from "./resource-row";

/** Who and what takes appointments. One is always there, so the list is never empty. */
export function ResourcesCard() {
  const { t } = useTranslation("appointments");
  const { data: resources, isPending, error, refetch } = useResources();
  const order = useOrderResources();
  const refusal = useErrorText()(order.error);
  return (
    <Card
      title={t("resources.title")}
      aside={<NewButton label={t("resources.new")}>{(dialog) => <ResourceDialog {...dialog} />}</NewButton>}
    >
      <p className="px-(--card) pb-3 text-pretty text-ink-2">{t("resources.hint")}</p>
      {isPending && <SkeletonRows count={2} />}
      {error && !resources && <Failure error={error} onRetry={() => void refetch()} />}
      {refusal && (
        <Callout tone="bad" role="alert" className="mx-(--card) mb-3">
          {refusal}
        </Callout>
      )}
      <ul>
        {resources?.map((resource, index) => (
          <ResourceRow
            key={resource.id}
            resource={resource}
            place={{ isFirst: index === 0, isLast: index === resources.length - 1, onMove: (by) => order.mutate(moved(resources, index, by)) }}
          />
        ))}
      </ul>
    </Card>
  );
}
