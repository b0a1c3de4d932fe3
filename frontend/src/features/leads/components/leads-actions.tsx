import { Upload } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { buttonLook } from "@/components/ui/button-look";
import { useCan } from "@/lib/auth/auth-context";
import { cn } from "@/lib/cn";
import type { LeadFilters, Ordering } from "../filters";
import { ExportMenu } from "./export-menu";
import { NewLeadButton } from "./new-lead-button";

/** What can be begun from a view of leads, each for who may. */
export function LeadsActions({ filters, ordering }: { filters: LeadFilters; ordering: Ordering }) {
  const { t } = useTranslation("leads");
  const mayEdit = useCan("leads.edit");
  const mayImport = useCan("leads.import");
  const mayExport = useCan("leads.export");
  return (
    <>
      {mayImport && (
        <Link to="/leads/import" className={cn(buttonLook("plain"), "max-sm:px-3")}>
          <Upload aria-hidden strokeWidth={1.7} />
          <span className="max-sm:sr-only">{t("import")}</span>
        </Link>
      )}
      {mayExport && <ExportMenu filters={filters} ordering={ordering} />}
      {mayEdit && <NewLeadButton />}
    </>
  );
}
