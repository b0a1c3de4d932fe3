import { Tag, Tags, Trash2, X } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { Toast } from "@/components/ui/toast";
import { useErrorText } from "@/lib/api/use-error-text";
import { useCan } from "@/lib/auth/auth-context";
import { useColleagues } from "@/lib/people/members";
import { type BulkChange, type BulkResult, useBulkChange } from "../../api/bulk-leads";
import { useLeadStatuses } from "../../api/list-statuses";
import type { Lead } from "../../api/types";
import { BulkDeleteDialog } from "./bulk-delete-dialog";
import { BulkRefusals } from "./bulk-refusals";
import { BulkTagsDialog } from "./bulk-tags-dialog";

interface BulkBarProps {
  leads: Lead[];
  /** Tells which stay chosen: after a change, those that were refused. */
  onChosen: (ids: number[]) => void;
}

/** What can be done with several leads at once, and what came of it for each. */
export function BulkBar({ leads, onChosen }: BulkBarProps) {
  const { t } = useTranslation(["leads", "common"]);
  const mayDelete = useCan("leads.delete");
  const { data: statuses = [] } = useLeadStatuses();
  const colleagues = useColleagues();
  const bulk = useBulkChange();
  const refusal = useErrorText()(bulk.error);
  const [asked, setAsked] = useState<"add_tags" | "remove_tags" | "delete" | null>(null);
  const [refused, setRefused] = useState<{ lead: Lead; result: BulkResult }[]>([]);
  const [done, setDone] = useState(0);
  const bar = useRef<HTMLDivElement>(null);

  async function change(wanted: BulkChange) {
    setRefused([]);
    setDone(0);
    const results = await bulk.mutateAsync({ ids: leads.map(({ id }) => id), change: wanted });
    const failed = results.filter(({ ok }) => !ok);
    setDone(results.length - failed.length);
    setRefused(failed.flatMap((result) => leads.filter(({ id }) => id === result.id).map((lead) => ({ lead, result }))));
    onChosen(failed.map(({ id }) => id));
  }

  const set = (wanted: BulkChange) => void change(wanted).catch(() => undefined);
  const dialog = { leads, returnFocus: bar, onClose: () => setAsked(null), onChange: change };
  return (
    <>
      <Toast text={done > 0 && refused.length === 0 ? t("bulk.done", { count: done }) : ""} onEnd={() => setDone(0)} />
      {leads.length > 0 && (
        <div
          ref={bar}
          tabIndex={-1}
          role="region"
          aria-label={t("bulk.label")}
          className="fixed inset-x-0 bottom-15 z-20 animate-enter border-t border-line bg-surface px-4 py-2.5 shadow-float md:sticky md:bottom-4 md:mt-3 md:rounded-large md:border"
        >
          {refusal && (
            <Callout tone="bad" role="alert" className="mb-2.5">
              {refusal}
            </Callout>
          )}
          {refused.length > 0 && <BulkRefusals done={done} refused={refused} />}
          <div className="flex flex-wrap items-center gap-2">
            <p className="grow font-semibold md:grow-0 md:pe-2">{t("bulk.count", { count: leads.length })}</p>
            <IconButton icon={X} label={t("bulk.none")} onClick={() => onChosen([])} className="md:order-last" />
            <div className="grid w-full grid-cols-6 gap-2 *:col-span-2 [&>span]:col-span-3 max-md:[&>button]:px-1 max-md:[&>button>svg]:hidden md:flex md:w-auto md:grow">
              <Select wide aria-label={t("bulk.status")} value="" disabled={bulk.isPending} onChange={({ target }) => set({ status: Number(target.value) })}>
                <option value="" disabled>
                  {t("bulk.status")}
                </option>
                {statuses.map(({ id, label }) => (
                  <option key={id} value={id}>
                    {label}
                  </option>
                ))}
              </Select>
              <Select
                wide
                aria-label={t("bulk.owner")}
                value=""
                disabled={bulk.isPending}
                onChange={({ target }) => set({ owner_id: target.value === "nobody" ? null : Number(target.value) })}
              >
                <option value="" disabled>
                  {t("bulk.owner")}
                </option>
                <option value="nobody">{t("nobody")}</option>
                {colleagues.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
              <Button onClick={() => setAsked("add_tags")} disabled={bulk.isPending}>
                <Tag aria-hidden strokeWidth={1.7} />
                {t("bulk.addTags")}
              </Button>
              <Button onClick={() => setAsked("remove_tags")} disabled={bulk.isPending}>
                <Tags aria-hidden strokeWidth={1.7} />
                {t("bulk.removeTags")}
              </Button>
              {mayDelete && (
                <Button tone="quiet" onClick={() => setAsked("delete")} disabled={bulk.isPending} className="!text-bad">
                  <Trash2 aria-hidden strokeWidth={1.7} />
                  {t("bulk.delete")}
                </Button>
              )}
            </div>
          </div>
        </div>
      )}
      {(asked === "add_tags" || asked === "remove_tags") && <BulkTagsDialog kind={asked} {...dialog} />}
      {asked === "delete" && <BulkDeleteDialog {...dialog} />}
    </>
  );
}
