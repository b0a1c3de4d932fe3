import { Archive, ArchiveRestore, ArrowDown, ArrowUp, EllipsisVertical, Pencil, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Chip } from "@/components/ui/chip";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { isolated } from "@/lib/format/isolated";
import type { CustomField } from "../../api/types";
import { DeleteFieldDialog } from "./delete-field-dialog";
import { FieldDialog } from "./field-dialog";

interface FieldRowProps {
  field: CustomField;
  isFirst: boolean;
  isLast: boolean;
  busy: boolean;
  onMove: (by: -1 | 1) => void;
  onArchive: (isArchived: boolean) => void;
}

export function FieldRow({ field, isFirst, isLast, busy, onMove, onArchive }: FieldRowProps) {
  const { t } = useTranslation("leads");
  const [asked, setAsked] = useState<"edit" | "delete" | null>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const named = { name: isolated(field.label) };
  const label = t("settings.fieldActions", named);
  const close = () => setAsked(null);
  return (
    <li className="flex items-center gap-3 border-t border-line py-(--row) ps-(--card) pe-2">
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <bdi dir="auto" className="font-semibold [overflow-wrap:anywhere]">
            {field.label}
          </bdi>
          <Chip>{t(`fieldKind.${field.kind}`)}</Chip>
        </p>
        <p className="text-sm text-ink-3 [overflow-wrap:anywhere]">
          <bdi dir="ltr">{field.key}</bdi>
          {field.choices.length > 0 && (
            <>
              {" "}
              · <bdi dir="auto">{field.choices.join(", ")}</bdi>
            </>
          )}
        </p>
      </div>
      <span className="flex shrink-0">
        {!field.is_archived && (
          <>
            <IconButton icon={ArrowUp} label={t("settings.up", named)} disabled={isFirst || busy} onClick={() => onMove(-1)} className="disabled:opacity-30" />
            <IconButton icon={ArrowDown} label={t("settings.down", named)} disabled={isLast || busy} onClick={() => onMove(1)} className="disabled:opacity-30" />
          </>
        )}
        <Menu label={label} trigger={<IconButton ref={trigger} icon={EllipsisVertical} label={label} />}>
          <MenuItem icon={Pencil} onSelect={() => setAsked("edit")}>
            {t("edit")}
          </MenuItem>
          <MenuItem icon={field.is_archived ? ArchiveRestore : Archive} onSelect={() => onArchive(!field.is_archived)}>
            {t(field.is_archived ? "settings.restore" : "settings.archive")}
          </MenuItem>
          <MenuItem icon={Trash2} danger onSelect={() => setAsked("delete")}>
            {t("delete.confirm")}
          </MenuItem>
        </Menu>
      </span>
      {asked === "edit" && <FieldDialog field={field} returnFocus={trigger} onClose={close} />}
      {asked === "delete" && <DeleteFieldDialog field={field} returnFocus={trigger} onClose={close} />}
    </li>
  );
}
