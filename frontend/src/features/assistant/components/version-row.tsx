import { GitCompareArrows, Undo2 } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Chip } from "@/components/ui/chip";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { useErrorText } from "@/lib/api/use-error-text";
import { useFormat } from "@/lib/format/use-format";
import { type PromptVersion, useRollback } from "../api/prompts";
import { DiffView } from "./diff-view";

interface VersionRowProps {
  version: PromptVersion;
  edits: boolean;
}

export function VersionRow({ version, edits }: VersionRowProps) {
  const { t } = useTranslation(["assistant", "common"]);
  const format = useFormat();
  const rollback = useRollback();
  const refusal = useErrorText()(rollback.error);
  const [isOpen, setOpen] = useState(false);
  const compare = useRef<HTMLButtonElement>(null);
  const isPast = version.state === "past";
  const name = t("history.version", { version: version.version });
  return (
    <li className="border-t border-line py-(--row) ps-(--card) pe-2">
      <div className="flex items-start gap-2">
        <div className="min-w-0 grow">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="font-semibold tabular-nums">{name}</span>
            {!isPast && <Chip tone="ok">{t("history.live")}</Chip>}
            {version.restored_from && <Chip>{t("history.restored", { version: version.restored_from })}</Chip>}
          </p>
          {version.comment && (
            <p dir="auto" className="mt-0.5 text-page-start text-pretty [overflow-wrap:anywhere]">
              {version.comment}
            </p>
          )}
          <p className="mt-0.5 flex flex-wrap gap-x-1.5 text-sm text-ink-3">
            {version.published_at && <span>{format.moment(version.published_at)}</span>}
            <span>
              <span aria-hidden>· </span>
              <bdi dir="auto">{version.author.name || t(version.author.user_id ? "common:formerMember" : "history.first")}</bdi>
            </span>
          </p>
        </div>
        <IconButton ref={compare} icon={GitCompareArrows} label={t("history.compare", { version: version.version })} onClick={() => setOpen(true)} />
        {edits && isPast && (
          <IconButton icon={Undo2} label={t("rollback.label", { version: version.version })} disabled={rollback.isPending} onClick={() => rollback.mutate(version.id)} />
        )}
      </div>
      {refusal && (
        <Callout tone="bad" role="alert" className="mt-2 me-2">
          {refusal}
        </Callout>
      )}
      {isOpen && (
        <Dialog open wide title={t("history.compareTitle", { version: version.version })} returnFocus={compare} onClose={() => setOpen(false)}>
          <div className="mt-3">
            <DiffView prompt={version} against="before" />
          </div>
          <DialogActions>
            <Button onClick={() => setOpen(false)}>{t("common:close")}</Button>
          </DialogActions>
        </Dialog>
      )}
    </li>
  );
}
