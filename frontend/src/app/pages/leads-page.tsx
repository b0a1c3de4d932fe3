import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";
import { Page, PageHeader } from "@/components/ui/page";
import { Segmented } from "@/components/ui/segmented";
import { LeadBoard } from "@/features/leads/components/board/lead-board";
import { LeadFilters } from "@/features/leads/components/filters/lead-filters";
import { LeadsActions } from "@/features/leads/components/leads-actions";
import { LeadList } from "@/features/leads/components/list/lead-list";
import { DuplicatesHint } from "@/features/leads/components/merging/duplicates-hint";
import { noFilters } from "@/features/leads/filters";
import { useLeadFilters } from "@/features/leads/hooks/use-lead-filters";
import { useCan } from "@/lib/auth/auth-context";
import { usePageTitle } from "@/lib/use-page-title";

const views = { list: "/leads", board: "/leads/board" };

/** The same leads as a table or as a board; the filters stay when one is exchanged for the other. */
export function LeadsPage({ view }: { view: keyof typeof views }) {
  const { t } = useTranslation("leads");
  const { search } = useLocation();
  const go = useNavigate();
  const { filters, setFilters, ordering, setOrdering } = useLeadFilters();
  const mayMerge = useCan("leads.edit");
  const clear = () => setFilters(noFilters);
  usePageTitle(t("title"));
  return (
    <Page wide={view === "board"}>
      <PageHeader title={t("title")} subtitle={t(`subtitle.${view}`)}>
        <LeadsActions filters={filters} ordering={ordering} />
      </PageHeader>
      {mayMerge && view === "list" && <DuplicatesHint />}
      <div className="flex flex-wrap items-start gap-2.5">
        <Segmented
          wide
          label={t("view.label")}
          value={view}
          options={[
            { value: "list", label: t("view.list") },
            { value: "board", label: t("view.board") },
          ]}
          onChange={(next) => void go(views[next] + search)}
        />
        <div className="min-w-0 grow basis-full md:basis-0">
          {view === "list" ? (
            <LeadFilters filters={filters} onFilters={setFilters} ordering={ordering} onOrdering={setOrdering} />
          ) : (
            <LeadFilters filters={filters} onFilters={setFilters} />
          )}
        </div>
      </div>
      {view === "list" ? <LeadList filters={filters} ordering={ordering} onClear={clear} /> : <LeadBoard filters={filters} onClear={clear} />}
    </Page>
  );
}
