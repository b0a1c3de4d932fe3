import { EllipsisVertical, Pencil, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Actor } from "@/components/ui/actor";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useErrorText } from "@/lib/api/use-error-text";
import { useCan, useMe } from "@/lib/auth/auth-context";
import { useFormat } from "@/lib/format/use-format";
import { type Note, useDeleteNote } from "../../api/notes";
import { NoteEditor } from "./note-editor";

export function NoteRow({ leadId, note }: { leadId: number; note: Note }) {
  const { t } = useTranslation(["leads", "common"]);
  const format = useFormat();
  const { user } = useMe();
  const mayWrite = useCan("leads.edit");
  const mayDeleteAny = useCan("leads.delete");
  const isOwn = note.author.user_id === user.id;
  const [asked, setAsked] = useState<"edit" | "delete" | null>(null);
  const remove = useDeleteNote(leadId, note.id);
  const error = useErrorText()(remove.error);
  const trigger = useRef<HTMLButtonElement>(null);
  const close = () => setAsked(null);
  return (
    <li className="flex items-start gap-1 border-t border-line py-(--row) ps-(--card) pe-2">
      <div className="min-w-0 grow">
        {asked === "edit" ? (
          <NoteEditor leadId={leadId} note={note} onClose={close} />
        ) : (
          <p dir="auto" className="own-direction [overflow-wrap:anywhere]">
            {note.text}
          </p>
        )}
        <p className="mt-1 flex flex-wrap gap-x-1.5 text-sm text-ink-3">
          <Actor kind={note.author.kind} name={note.author.name} />·
          <time dateTime={note.created_at}>{format.moment(note.created_at)}</time>
          {note.edited_at && <span>· {t("notes.edited")}</span>}
        </p>
      </div>
      {mayWrite && (isOwn || mayDeleteAny) && asked !== "edit" && (
        <Menu label={t("notes.actions")} trigger={<IconButton ref={trigger} icon={EllipsisVertical} label={t("notes.actions")} />}>
          {isOwn && (
            <MenuItem icon={Pencil} onSelect={() => setAsked("edit")}>
              {t("edit")}
            </MenuItem>
          )}
          <MenuItem icon={Trash2} danger onSelect={() => setAsked("delete")}>
            {t("delete.confirm")}
          </MenuItem>
        </Menu>
      )}
      {asked === "delete" && (
        <ConfirmDialog
          open
          title={t("notes.deleteTitle")}
          confirm={t("delete.confirm")}
          keep={t("common:cancel")}
          busy={remove.isPending}
          error={error}
          returnFocus={trigger}
          onConfirm={() => remove.mutate(undefined, { onSuccess: close })}
          onClose={close}
        >
          <p dir="auto" className="own-direction line-clamp-4">
            {note.text}
          </p>
        </ConfirmDialog>
      )}
    </li>
  );
}
