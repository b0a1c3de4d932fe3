import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { useErrorText } from "@/lib/api/use-error-text";
import { type Resource, useChangeResource } from "../../api/catalogue";
import { useHours, useReplaceHours } from "../../api/hours";
import { SavedWeek } from "./saved-week";

/** Hours of one's own, or the business's until there are some. Own ones begin as a copy of the business's. */
export function ResourceHours({ resource }: { resource: Resource }) {
  const { t } = useTranslation("appointments");
  const { data: usual } = useHours(null);
  const begin = useReplaceHours(resource.id);
  const change = useChangeResource(resource);
  const refusal = useErrorText()(begin.error ?? change.error);
  const busy = begin.isPending || change.isPending;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line px-(--card) py-3">
        <p className="min-w-0 grow text-pretty text-ink-2">{t(resource.has_own_hours ? "hours.own" : "hours.asBusiness")}</p>
        {resource.has_own_hours ? (
          <Button disabled={busy} onClick={() => change.mutate({ has_own_hours: false })}>
            {t("hours.giveUp")}
          </Button>
        ) : (
          <Button tone="primary" disabled={busy || !usual} onClick={() => usual && begin.mutate({ openings: usual.openings, tag: null })}>
            {t("hours.begin")}
          </Button>
        )}
        {refusal && (
          <p role="alert" className="w-full text-sm text-bad">
            {refusal}
          </p>
        )}
      </div>
      {resource.has_own_hours && <SavedWeek resource={resource} />}
    </>
  );
}
