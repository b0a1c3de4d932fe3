import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { NotFound } from "@/components/ui/not-found";
import { Page, PageHeader } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useImport } from "@/features/imports/api/get-import";
import { ImportStage } from "@/features/imports/components/import-stage";
import { isNotFound } from "@/lib/api/error";
import { usePageTitle } from "@/lib/use-page-title";
import { useIdParam } from "../use-id-param";

export function ImportPage() {
  const { t } = useTranslation("imports");
  const id = useIdParam("importId");
  const { data: made, error, refetch } = useImport(id);
  usePageTitle(made?.file_name ?? t("title"));

  if (id === null || (!made && isNotFound(error))) return <NotFound title={t("notFound")} to="/leads/import" label={t("toAll")} />;
  return (
    <Page>
      <PageHeader
        back={{ to: "/leads/import", label: t("title") }}
        title={
          <bdi dir="auto" className="block text-page-start [overflow-wrap:anywhere]">
            {made?.file_name ?? t("title")}
          </bdi>
        }
        subtitle={made && [t("rows", { count: made.rows_total }), made.encoding.toUpperCase()].filter(Boolean).join(" · ")}
      />
      {made ? <ImportStage key={made.id} made={made} /> : <Card>{error ? <Failure page error={error} onRetry={() => void refetch()} /> : <SkeletonRows />}</Card>}
    </Page>
  );
}
