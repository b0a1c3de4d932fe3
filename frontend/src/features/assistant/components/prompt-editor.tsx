import { Rocket, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { TextArea } from "@/components/ui/text-area";
import { Toast } from "@/components/ui/toast";
import { ApiError } from "@/lib/api/error";
import { useErrorText } from "@/lib/api/use-error-text";
import { type ChannelPrompts, type PromptText, useDiscardDraft, useSaveDraft } from "../api/prompts";
import { Places } from "./places";
import { PublishDialog } from "./publish-dialog";
import { SizeLine } from "./size-line";

interface PromptEditorProps {
  prompts: ChannelPrompts;
  edits: boolean;
}

interface Writing {
  text: string;
  /** The draft that was there when writing began, 0 for none. */
  revision: number;
}

/** What is written stays here until the server has taken it, whatever others save meanwhile. */
export function PromptEditor({ prompts, edits }: PromptEditorProps) {
  const { t } = useTranslation(["assistant", "common"]);
  const { channel, draft, live } = prompts;
  const [writing, setWriting] = useState<Writing | null>(null);
  const [asked, setAsked] = useState<"discard" | null>(null);
  const [publishing, setPublishing] = useState<PromptText | null>(null);
  const [done, setDone] = useState("");
  const area = useRef<HTMLTextAreaElement>(null);
  const [publishButton, discardButton] = [useRef<HTMLButtonElement>(null), useRef<HTMLButtonElement>(null)];
  const [save, discard] = [useSaveDraft(), useDiscardDraft()];
  const saved = draft?.text ?? live?.text ?? "";
  const text = writing?.text ?? saved;
  const isTooLong = text.length > prompts.longest;
  const refusal = useErrorText()(save.error);
  const discardRefusal = useErrorText()(discard.error);
  const isStale = save.error instanceof ApiError && save.error.status === 412;

  function write(next: string) {
    save.reset();
    setWriting({ text: next, revision: writing?.revision ?? draft?.revision ?? 0 });
  }

  async function store(): Promise<PromptText | null> {
    if (!writing) return draft;
    try {
      const stored = await save.mutateAsync({ channel, ...writing });
      setWriting(null);
      return stored;
    } catch {
      area.current?.focus();
      return null;
    }
  }

  return (
    <div className="space-y-3 px-(--card) pb-(--card)">
      <TextArea
        ref={area}
        label={t(`text.${channel}`)}
        value={text}
        readOnly={!edits}
        rows={12}
        error={isStale ? undefined : refusal}
        aria-invalid={isTooLong || (Boolean(refusal) && !isStale) || undefined}
        tall
        onChange={({ target }) => write(target.value)}
      />
      <SizeLine prompts={prompts} length={text.length} />
      {edits && <Places places={prompts.places} area={area} onInsert={write} />}
      {isStale && (
        <Callout tone="warn" role="alert" className="flex flex-wrap items-center gap-2">
          <span className="grow">{refusal}</span>
          <Button
            onClick={() => {
              setWriting(null);
              save.reset();
            }}
          >
            {t("loadSaved")}
          </Button>
        </Callout>
      )}
      {edits && (
        <div className="flex flex-wrap items-center justify-end gap-2 *:max-sm:grow">
          {draft && (
            <Button ref={discardButton} tone="quiet" className="me-auto" onClick={() => setAsked("discard")}>
              <Trash2 aria-hidden strokeWidth={1.7} />
              {t("discard.action")}
            </Button>
          )}
          <Button disabled={!writing || save.isPending || isTooLong} onClick={() => void store().then((stored) => stored && setDone(t("draftSaved")))}>
            {t(save.isPending ? "saving" : "saveDraft")}
          </Button>
          <Button ref={publishButton} tone="primary" disabled={(!writing && !draft) || save.isPending || isTooLong} onClick={() => void store().then(setPublishing)}>
            <Rocket aria-hidden strokeWidth={1.7} />
            {t("publish.open")}
          </Button>
        </div>
      )}
      {publishing && (
        <PublishDialog
          channel={channel}
          draft={publishing}
          returnFocus={publishButton}
          onPublished={(version) => setDone(t("published", { version }))}
          onClose={() => setPublishing(null)}
        />
      )}
      {asked === "discard" && draft && (
        <ConfirmDialog
          open
          title={t("discard.title")}
          confirm={t("discard.action")}
          keep={t("common:cancel")}
          busy={discard.isPending}
          error={discardRefusal}
          returnFocus={discardButton}
          onConfirm={() =>
            discard.mutate(
              { channel, revision: draft.revision },
              {
                onSuccess: () => {
                  setWriting(null);
                  setAsked(null);
                },
              },
            )
          }
          onClose={() => setAsked(null)}
        >
          <p>{t("discard.text")}</p>
        </ConfirmDialog>
      )}
      <Toast text={done} onEnd={() => setDone("")} />
    </div>
  );
}
