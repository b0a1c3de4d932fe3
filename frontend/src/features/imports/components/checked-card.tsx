import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { useErrorText } from "@/lib/api/use-error-text";
import { useStart } from "../api/change-imports";
import type { Import } from "../api/types";
import { Counts } from "./counts";
import { FaultsCard } from "./faults-card";

/** What the import would do. Nothing has been written so far. */
export function CheckedCard({ made, onChange }: { made: Import; onChange: () => void }) {
  const { t } = useTranslation("imports");
  const start = useStart(made.id);
  const refusal = useErrorText()(start.error);
  const willDo = made.created + made.updated;
  return (
    <>
      <Card title={t("checked.title")}>
        <p className="px-(--card) pb-4 text-pretty text-ink-2">{t("checked.hint")}</p>
        <Counts made={{ ...made, state: "checked" }} />
        {refusal && (
          <Callout tone="bad" role="alert" className="mx-(--card) mb-3">
            {refusal}
          </Callout>
        )}
        <div className="flex flex-wrap justify-end gap-2 border-t border-line px-(--card) py-4">
          <Button onClick={onChange} disabled={start.isPending}>
            {t("checked.change")}
          </Button>
          <Button tone="primary" onClick={() => start.mutate()} disabled={start.isPending || willDo === 0}>
            {willDo > 0 ? t("checked.start", { count: willDo }) : t("checked.nothing")}
          </Button>
        </div>
      </Card>
      <FaultsCard made={made} />
    </>
  );
}
