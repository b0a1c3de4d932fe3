import { FileSpreadsheet } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { LoadMore } from "@/components/ui/load-more";
import { RowLink } from "@/components/ui/row-link";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useFormat } from "@/lib/format/use-format";
import { useColleagueName } from "@/lib/people/members";
import { useImports } from "../api/list-imports";
import type { ImportBrief } from "../api/types";
import { ImportState } from "./import-state";

/** Earlier files, each with what became of it. Nothing is shown while there is none. */
export function ImportList() {
  const { t } = useTranslation("imports");
  const { imports, isPending, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useImports();
  if (!isPending && !error && imports.length === 0) return null;
  return (
    <Card title={t("past")}>
      {isPending && <SkeletonRows count={2} />}
      {error && imports.length === 0 && <Failure error={error} onRetry={() => void refetch()} />}
      <ul className="border-t border-line">
        {imports.map((made) => (
          <ImportRow key={made.id} made={made} />
        ))}
      </ul>
      <LoadMore hasMore={hasNextPage} loading={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </Card>
  );
}

function ImportRow({ made }: { made: ImportBrief }) {
  const { t } = useTranslation("imports");
  const format = useFormat();
  const who = useColleagueName()(made.created_by_user_id);
  return (
    <RowLink to={`/leads/import/${made.id}`}>
      <FileSpreadsheet aria-hidden className="size-5 shrink-0 text-ink-3" strokeWidth={1.7} />
      <span className="min-w-0 grow">
        <bdi dir="auto" className="block truncate text-page-start font-semibold">
          {made.file_name}
        </bdi>
        <span className="block text-sm text-ink-3">
          {t("rows", { count: made.rows_total })} · {format.moment(made.created_at)}
          {who && (
            <>
              {" "}
              · <bdi>{who}</bdi>
            </>
          )}
        </span>
      </span>
      <ImportState state={made.state} />
    </RowLink>
  );
}
