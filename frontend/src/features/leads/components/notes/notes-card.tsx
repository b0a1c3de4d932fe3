import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { LoadMore } from "@/components/ui/load-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { inputLook } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";
import { useErrorText } from "@/lib/api/use-error-text";
import { useCan } from "@/lib/auth/auth-context";
import { cn } from "@/lib/cn";
import { useAddNote, useNotes } from "../../api/notes";
import { NoteRow } from "./note-row";

export function NotesCard({ leadId }: { leadId: number }) {
  const { t } = useTranslation("leads");
  const mayWrite = useCan("leads.edit");
  const { notes, isPending, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useNotes(leadId);
  return (
    <Card title={t("notes.title")}>
      {mayWrite && <NoteComposer leadId={leadId} />}
      {isPending && <SkeletonRows count={2} />}
      {error && notes.length === 0 && <Failure error={error} onRetry={() => void refetch()} />}
      {!isPending && !error && notes.length === 0 && <p className="px-(--card) pb-5 text-ink-2">{t("notes.empty")}</p>}
      <ul>
        {notes.map((note) => (
          <NoteRow key={note.id} leadId={leadId} note={note} />
        ))}
      </ul>
      <LoadMore hasMore={hasNextPage} loading={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </Card>
  );
}

/** What was written stays until the server has taken it. */
function NoteComposer({ leadId }: { leadId: number }) {
  const { t } = useTranslation("leads");
  const [text, setText] = useState("");
  const add = useAddNote(leadId);
  const refusal = useErrorText()(add.error);

  function send() {
    if (text.trim() && !add.isPending) add.mutate(text.trim(), { onSuccess: () => setText("") });
  }

  return (
    <div className="px-(--card) pb-3">
      <textarea
        aria-label={t("notes.new")}
        placeholder={t("notes.placeholder")}
        dir={text ? "auto" : undefined}
        rows={2}
        maxLength={longest.note.text}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && send()}
        className={cn(inputLook, "field-sizing-content max-h-60 min-h-16 resize-none py-2")}
      />
      {refusal && (
        <p role="alert" className="mt-1 text-sm text-bad">
          {refusal}
        </p>
      )}
      {(text.trim() || add.isPending) && (
        <div className="mt-2 flex justify-end">
          <Button tone="primary" onClick={send} disabled={add.isPending}>
            {t(add.isPending ? "saving" : "notes.add")}
          </Button>
        </div>
      )}
    </div>
  );
}
