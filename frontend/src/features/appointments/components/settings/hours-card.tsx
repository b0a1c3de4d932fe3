import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Select } from "@/components/ui/select";
import { useResources } from "../../api/catalogue";
import { useDiarySettings } from "../../api/settings";
import { ResourceHours } from "./resource-hours";
import { SavedWeek } from "./saved-week";

/** The weekly hours of the business, or of one who takes appointments. */
export function HoursCard() {
  const { t } = useTranslation("appointments");
  const [params, setParams] = useSearchParams();
  const { data: resources = [] } = useResources();
  const isAlwaysOpen = useDiarySettings().data?.is_always_open;
  const resource = resources.find(({ id }) => String(id) === params.get("of"));

  function choose(of: string) {
    const next = new URLSearchParams(params);
    if (of) next.set("of", of);
    else next.delete("of");
    setParams(next, { replace: true });
  }

  return (
    <Card
      title={t("hours.title")}
      aside={
        resources.length > 1 && (
          <Select aria-label={t("hours.whose")} value={resource?.id ?? ""} onChange={(event) => choose(event.target.value)}>
            <option value="">{t("hours.business")}</option>
            {resources.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )
      }
    >
      <p className="px-(--card) pb-3 text-pretty text-ink-2">{t("hours.hint")}</p>
      {isAlwaysOpen && !resource && (
        <Callout tone="warn" className="mx-(--card) mb-3">
          {t("hours.always")}
        </Callout>
      )}
      {resource ? <ResourceHours key={resource.id} resource={resource} /> : <SavedWeek />}
    </Card>
  );
}
