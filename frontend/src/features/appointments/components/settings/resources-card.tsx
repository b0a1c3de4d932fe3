import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useResources } from "../../api/catalogue";
import { ResourceDialog } from "./resource-dialog";
import { ResourceRow } from "./resource-row";

/** Who and what takes appointments. One is always there, so the list is never empty. */
export function ResourcesCard() {
  const { t } = useTranslation("appointments");
  const { data: resources, isPending, error, refetch } = useResources();
  const [isNew, setNew] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Card
      title={t("resources.title")}
      aside={
        <Button ref={button} onClick={() => setNew(true)}>
          <Plus aria-hidden strokeWidth={1.7} />
          {t("resources.new")}
        </Button>
      }
    >
      <p className="px-(--card) pb-3 text-pretty text-ink-2">{t("resources.hint")}</p>
      {isPending && <SkeletonRows count={2} />}
      {error && !resources && <Failure error={error} onRetry={() => void refetch()} />}
      <ul>
        {resources?.map((resource) => (
          <ResourceRow key={resource.id} resource={resource} />
        ))}
      </ul>
      {isNew && <ResourceDialog returnFocus={button} onClose={() => setNew(false)} />}
    </Card>
  );
}
