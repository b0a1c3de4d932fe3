import { EllipsisVertical, Pencil, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Chip } from "@/components/ui/chip";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Switch } from "@/components/ui/switch";
import { useErrorText } from "@/lib/api/use-error-text";
import { cn } from "@/lib/cn";
import { isolated } from "@/lib/format/isolated";
import { useFormat } from "@/lib/format/use-format";
import { type FaqEntry, useChangeEntry } from "../api/entries";
import { DeleteEntryDialog } from "./delete-entry-dialog";
import { EntryDialog } from "./entry-dialog";

interface FaqRowProps {
  entry: FaqEntry;
  edits: boolean;
}

export function FaqRow({ entry, edits }: FaqRowProps) {
  const { t } = useTranslation("faq");
  const change = useChangeEntry(entry.id);
  const refusal = useErrorText()(change.error);
  const named = { question: isolated(entry.question) };
  return (
    <li className="flex items-start gap-2 border-t border-line py-(--row) ps-(--card) pe-2">
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <bdi dir="auto" className="font-semibold [overflow-wrap:anywhere]">
            {entry.question}
          </bdi>
          {!entry.is_active && <Chip>{t("off")}</Chip>}
          <Limits entry={entry} />
        </p>
        <p dir="auto" className={cn("mt-0.5 max-w-prose text-page-start text-pretty whitespace-pre-line [overflow-wrap:anywhere]", entry.is_active ? "text-ink-2" : "text-ink-3")}>
          {entry.answer}
        </p>
        {refusal && (
          <p role="alert" className="text-sm text-bad">
            {refusal}
          </p>
        )}
      </div>
      {edits && (
        <span className="-my-1.5 flex shrink-0 items-center max-sm:flex-col-reverse">
          <Switch
            label={t("tell", named)}
            checked={entry.is_active}
            disabled={change.isPending}
            onChange={(is_active) => change.mutate({ is_active })}
          />
          <EntryMenu entry={entry} />
        </span>
      )}
    </li>
  );
}

/** A moment that is this day wherever the business is. */
function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

/** Where and when only it is answered, and what the business calls it. */
function Limits({ entry }: { entry: FaqEntry }) {
  const { t } = useTranslation("faq");
  const { shortDay } = useFormat();
  const from = entry.valid_from && shortDay(noonOf(entry.valid_from));
  const until = entry.valid_until && shortDay(noonOf(entry.valid_until));
  return (
    <>
      {entry.on_phone !== entry.on_whatsapp && <Chip>{t(entry.on_phone ? "only.phone" : "only.whatsapp")}</Chip>}
      {!entry.on_phone && !entry.on_whatsapp && <Chip>{t("only.nowhere")}</Chip>}
      {from && <Chip>{t("only.from", { date: from })}</Chip>}
      {until && <Chip>{t("only.until", { date: until })}</Chip>}
      {entry.tags.map((tag) => (
        <Chip key={tag}>{tag}</Chip>
      ))}
      {entry.phrasings.length > 0 && <span className="text-sm text-ink-3 tabular-nums">{t("ways", { count: entry.phrasings.length })}</span>}
    </>
  );
}

function EntryMenu({ entry }: { entry: FaqEntry }) {
  const { t } = useTranslation("faq");
  const [asked, setAsked] = useState<"edit" | "delete" | null>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const label = t("actions", { question: isolated(entry.question) });
  const dialog = { entry, returnFocus: trigger, onClose: () => setAsked(null) };
  return (
    <>
      <Menu label={label} trigger={<IconButton ref={trigger} icon={EllipsisVertical} label={label} />}>
        <MenuItem icon={Pencil} onSelect={() => setAsked("edit")}>
          {t("edit.action")}
        </MenuItem>
        <MenuItem icon={Trash2} danger onSelect={() => setAsked("delete")}>
          {t("delete.action")}
        </MenuItem>
      </Menu>
      {asked === "edit" && <EntryDialog {...dialog} />}
      {asked === "delete" && <DeleteEntryDialog {...dialog} />}
    </>
  );
}
