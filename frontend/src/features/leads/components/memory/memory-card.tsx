import { Eraser } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Failure } from "@/components/ui/failure";
import { IconButton } from "@/components/ui/icon-button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useErrorText } from "@/lib/api/use-error-text";
import { useCan } from "@/lib/auth/auth-context";
import { useEraseMemory, useMemory } from "../../api/memory";
import { FactComposer } from "./fact-composer";
import { MemoryRow } from "./memory-row";

/** What the next call or chat with this person begins with, and the staff's hand over it. */
export function MemoryCard({ leadId }: { leadId: number }) {
  const { t } = useTranslation("leads");
  const mayWrite = useCan("leads.edit");
  const mayEraseAll = useCan("leads.delete");
  const { data, isPending, error, refetch } = useMemory(leadId);
  const entries = data?.entries ?? [];
  const facts = entries.filter(({ kind }) => kind === "fact").length;
  const leftOut = data?.left_out.phone ?? 0;
  return (
    <Card
      label={t("memory.title")}
      title={
        <>
          <span aria-hidden className="text-ai">
            ✦{" "}
          </span>
          {t("memory.title")}
        </>
      }
      aside={mayEraseAll && entries.length > 0 && <EraseAll leadId={leadId} />}
    >
      {isPending && <SkeletonRows count={2} />}
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {data && <p className="px-(--card) pb-3 text-sm text-ink-3">{t(entries.length > 0 ? "memory.lead" : "memory.empty")}</p>}
      <ul>
        {entries.map((entry) => (
          <MemoryRow key={entry.id} leadId={leadId} entry={entry} />
        ))}
      </ul>
      {leftOut > 0 && <p className="border-t border-line px-(--card) py-2.5 text-sm text-ink-2">{t("memory.leftOut", { count: leftOut })}</p>}
      {data && mayWrite && facts < data.most_facts && <FactComposer leadId={leadId} />}
    </Card>
  );
}

function EraseAll({ leadId }: { leadId: number }) {
  const { t } = useTranslation(["leads", "common"]);
  const [asked, setAsked] = useState(false);
  const erase = useEraseMemory(leadId);
  const error = useErrorText()(erase.error);
  const trigger = useRef<HTMLButtonElement>(null);
  return (
    <>
      <IconButton ref={trigger} icon={Eraser} label={t("memory.eraseAll")} onClick={() => setAsked(true)} className="-me-2" />
      {asked && (
        <ConfirmDialog
          open
          title={t("memory.eraseAllTitle")}
          confirm={t("delete.confirm")}
          keep={t("common:cancel")}
          busy={erase.isPending}
          error={error}
          returnFocus={trigger}
          onConfirm={() => erase.mutate("all", { onSuccess: () => setAsked(false) })}
          onClose={() => setAsked(false)}
        >
          <p>{t("memory.eraseAllText")}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
