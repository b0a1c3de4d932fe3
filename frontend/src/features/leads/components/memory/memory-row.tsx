import { EllipsisVertical, Pencil, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Actor } from "@/components/ui/actor";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useErrorText } from "@/lib/api/use-error-text";
import { useCan, useMe } from "@/lib/auth/auth-context";
import { useFormat } from "@/lib/format/use-format";
import { type MemoryEntry, useEraseMemory } from "../../api/memory";
import { MemoryEditor } from "./memory-editor";

export function MemoryRow({ leadId, entry }: { leadId: number; entry: MemoryEntry }) {
  const { t } = useTranslation(["leads", "common"]);
  const { user } = useMe();
  const mayWrite = useCan("leads.edit");
  const mayEraseAny = useCan("leads.delete");
  const mayErase = mayEraseAny || entry.author.kind === "ai" || entry.author.user_id === user.id;
  const [asked, setAsked] = useState<"edit" | "erase" | null>(null);
  const erase = useEraseMemory(leadId);
  const error = useErrorText()(erase.error);
  const trigger = useRef<HTMLButtonElement>(null);
  const close = () => setAsked(null);
  return (
    <li className="flex items-start gap-1 border-t border-line py-(--row) ps-(--card) pe-2">
      <div className="min-w-0 grow">
        {entry.kind === "summary" && <h3 className="text-sm font-semibold">{t("memory.summary")}</h3>}
        {asked === "edit" ? (
          <MemoryEditor leadId={leadId} entry={entry} onClose={close} />
        ) : (
          <p dir="auto" className="own-direction [overflow-wrap:anywhere]">
            {entry.text}
          </p>
        )}
        <Source entry={entry} />
      </div>
      {mayWrite && asked !== "edit" && (
        <Menu label={t("memory.actions")} trigger={<IconButton ref={trigger} icon={EllipsisVertical} label={t("memory.actions")} />}>
          <MenuItem icon={Pencil} onSelect={() => setAsked("edit")}>
            {t("edit")}
          </MenuItem>
          {mayErase && (
            <MenuItem icon={Trash2} danger onSelect={() => setAsked("erase")}>
              {t("delete.confirm")}
            </MenuItem>
          )}
        </Menu>
      )}
      {asked === "erase" && (
        <ConfirmDialog
          open
          title={t("memory.eraseOne")}
          confirm={t("delete.confirm")}
          keep={t("common:cancel")}
          busy={erase.isPending}
          error={error}
          returnFocus={trigger}
          onConfirm={() => erase.mutate(entry.id, { onSuccess: close })}
          onClose={close}
        >
          <p dir="auto" className="own-direction line-clamp-4">
            {entry.text}
          </p>
        </ConfirmDialog>
      )}
    </li>
  );
}

/** Who wrote it last, when, and where it was said. */
function Source({ entry }: { entry: MemoryEntry }) {
  const { t } = useTranslation("leads");
  const format = useFormat();
  const seesCalls = useCan("calls.view");
  const { source_kind, source_id } = entry;
  return (
    <p className="mt-1 flex flex-wrap gap-x-1.5 text-sm text-ink-3">
      <Actor kind={entry.author.kind} name={entry.author.name} />·<time dateTime={entry.updated_at}>{format.moment(entry.updated_at)}</time>
      {source_kind && (
        <span>
          ·{" "}
          {source_kind === "call" && source_id && seesCalls ? (
            <Link to={`/calls/${source_id}`} className="underline underline-offset-3">
              {t("memory.fromCall")}
            </Link>
          ) : (
            t(source_kind === "call" ? "memory.fromCall" : "memory.fromChat")
          )}
        </span>
      )}
    </p>
  );
}
