import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { SearchField } from "@/components/ui/search-field";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useErrorText } from "@/lib/api/use-error-text";
import { useLeads } from "../../api/list-leads";
import type { Lead } from "../../api/types";
import { noFilters } from "../../filters";
import { BriefLines } from "./brief-lines";

interface FindLeadDialogProps {
  title: string;
  /** This one is not offered. */
  besides: Lead;
  returnFocus: RefObject<HTMLElement | null>;
  onChoose: (lead: Lead) => void;
  onClose: () => void;
}

/** One lead out of all of them: those that something happened with lately, until something is searched for. */
export function FindLeadDialog({ title, besides, returnFocus, onChoose, onClose }: FindLeadDialogProps) {
  const { t } = useTranslation(["leads", "common"]);
  const [search, setSearch] = useState("");
  const { leads, isPending, isPlaceholderData, error, refetch } = useLeads({ ...noFilters, search }, "-last_activity");
  const refusal = useErrorText()(error);
  const offered = leads.filter(({ id }) => id !== besides.id);
  return (
    <Dialog open title={title} returnFocus={returnFocus} onClose={onClose}>
      <div className="mt-3">
        <SearchField label={t("find.search")} clear={t("clearSearch")} search={search} onSearch={setSearch} />
      </div>
      <div className="-mx-2 mt-3 h-72 overflow-y-auto">
        {isPending && <SkeletonRows count={4} />}
        {refusal && (
          <div role="alert" className="space-y-3 px-2 py-3">
            <p className="text-bad">{refusal}</p>
            <Button onClick={() => void refetch()}>{t("common:state.retry")}</Button>
          </div>
        )}
        {!isPending && !refusal && offered.length === 0 && (
          <p role="status" className="px-2 py-10 text-center text-balance text-ink-2">
            {t(search ? "find.nothing" : "find.none")}
          </p>
        )}
        <ul className={isPlaceholderData ? "opacity-60" : undefined}>
          {offered.map((lead) => (
            <li key={lead.id}>
              <button type="button" onClick={() => onChoose(lead)} className="w-full rounded-small px-2 py-2 text-start hover:bg-sunken">
                <BriefLines lead={lead} />
              </button>
            </li>
          ))}
        </ul>
      </div>
      <DialogActions>
        <Button onClick={onClose}>{t("common:cancel")}</Button>
      </DialogActions>
    </Dialog>
  );
}
