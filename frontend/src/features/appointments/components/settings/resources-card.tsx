import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { NewButton } from "@/components/ui/new-button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useResources } from "../../api/catalogue";
import { ResourceDialog } from "./resource-dialog";
import { ResourceRow } from "./resource-row";

/** Who and what takes appointments. One is always there, so the list is never empty. */
export function ResourcesCard() {
  const { t } = useTranslation("appointments");
  const { data: resources, isPending, error, refetch } = useResources();
  return (
    <Card
      title={t("resources.title")}
      aside={<NewButton label={t("resources.new")}>{(dialog) => <ResourceDialog {...dialog} />}</NewButton>}
    >
      <p className="px-(--card) pb-3 text-pretty text-ink-2">{t("resources.hint")}</p>
      {isPending && <SkeletonRows count={2} />}
      {error && !resources && <Failure error={error} onRetry={() => void refetch()} />}
      <ul>
        {resources?.map((resource) => (
          <ResourceRow key={resource.id} resource={resource} />
        ))}
      </ul>
    </Card>
  );
}
