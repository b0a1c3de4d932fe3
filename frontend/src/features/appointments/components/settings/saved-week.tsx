import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Failure } from "@/components/ui/failure";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useErrorText } from "@/lib/api/use-error-text";
import type { Resource } from "../../api/catalogue";
import { useHours, useReplaceHours, type Week } from "../../api/hours";
import type { Opening } from "../../opening-hours";
import { WeekHours } from "./week-hours";

/** Read, written and read again. What others save meanwhile is shown in its place, unless it is being written here: then it is told and not written over. */
export function SavedWeek({ resource }: { resource?: Resource }) {
  const { t } = useTranslation("appointments");
  const { data, isPending, error, refetch } = useHours(resource?.id ?? null);
  const replace = useReplaceHours(resource?.id ?? null);
  const [begun, setBegun] = useState<Week>();
  const refusal = useErrorText()(replace.error);
  if (isPending) return <SkeletonRows count={7} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  const shown = begun ?? data;
  const isOvertaken = JSON.stringify(shown.openings) !== JSON.stringify(data.openings);

  function save(openings: Opening[]) {
    replace.mutate({ openings, tag: shown.tag }, { onSuccess: () => setBegun(undefined) });
  }

  return (
    <>
      <WeekHours
        key={JSON.stringify(shown.openings)}
        openings={shown.openings}
        busy={replace.isPending}
        saved={replace.isSuccess && !begun}
        refusal={isOvertaken ? undefined : refusal}
        onWrite={() => setBegun(shown)}
        onSave={save}
      />
      {isOvertaken && (
        <Callout tone="warn" role="alert" className="mx-(--card) mb-(--card)">
          <p>{t("settings.overtaken")}</p>
          <Button className="mt-2" onClick={() => setBegun(undefined)}>
            {t("settings.loadNewer")}
          </Button>
        </Callout>
      )}
    </>
  );
}
