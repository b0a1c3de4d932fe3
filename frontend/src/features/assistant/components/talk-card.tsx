import { FlaskConical, MessageSquareText, RotateCcw, Send } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { IconButton } from "@/components/ui/icon-button";
import { Notice } from "@/components/ui/notice";
import { inputLook } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";
import { useErrorText } from "@/lib/api/use-error-text";
import type { Channel } from "../api/prompts";
import { type TalkTurn, useTalk, type Wording } from "../api/trying";
import { SaveTestDialog } from "./save-test-dialog";
import { TalkBubble } from "./talk-bubble";

interface TalkCardProps {
  channel: Channel;
  wording: Wording;
}

/** What is written stays in its field until it was answered. */
export function TalkCard({ channel, wording }: TalkCardProps) {
  const { t } = useTranslation("assistant");
  const [turns, setTurns] = useState<TalkTurn[]>([]);
  const [text, setText] = useState("");
  const [isSaving, setSaving] = useState(false);
  const talk = useTalk();
  const refusal = useErrorText()(talk.error);
  const saveButton = useRef<HTMLButtonElement>(null);

  function send(event: FormEvent) {
    event.preventDefault();
    const says = text.trim();
    if (!says || talk.isPending) return;
    const asked: TalkTurn[] = [...turns, { author: "customer", text: says }];
    talk.mutate(
      { channel, wording, turns: asked },
      {
        onSuccess: (tried) => {
          setTurns([...asked, { author: "assistant", text: tried.text, tried }]);
          setText("");
        },
      },
    );
  }

  return (
    <Card
      title={t("talk.title")}
      aside={
        turns.length > 0 && (
          <span className="flex gap-1.5">
            <Button ref={saveButton} tone="quiet" onClick={() => setSaving(true)}>
              <FlaskConical aria-hidden strokeWidth={1.7} />
              {t("talk.save")}
            </Button>
            <IconButton icon={RotateCcw} label={t("talk.anew")} onClick={() => setTurns([])} />
          </span>
        )
      }
    >
      <div role="log" aria-label={t("talk.title")} className="max-h-[60vh] space-y-3 overflow-y-auto bg-sunken px-(--card) py-3">
        {turns.length === 0 && !talk.isPending && <Notice icon={MessageSquareText} title={t("talk.empty")} hint={t("talk.emptyHint")} />}
        {turns.map((turn, place) => (
          <TalkBubble key={place} turn={turn} />
        ))}
        {talk.isPending && (
          <>
            <TalkBubble turn={{ author: "customer", text: text.trim() }} />
            <p role="status" className="text-sm text-ink-3">
              {t("talk.waiting")}
            </p>
          </>
        )}
      </div>
      {refusal && (
        <Callout tone="bad" role="alert" className="mx-(--card) mt-3">
          {refusal}
        </Callout>
      )}
      <form onSubmit={send} className="flex items-end gap-2 px-(--card) py-3">
        <input
          aria-label={t("talk.says")}
          placeholder={t("talk.says")}
          // Empty it has no direction of its own, and the hint is the page's.
          dir={text ? "auto" : undefined}
          autoComplete="off"
          maxLength={longest.talk.text}
          value={text}
          onChange={({ target }) => setText(target.value)}
          className={`${inputLook} text-page-start`}
        />
        <Button type="submit" tone="primary" disabled={!text.trim() || talk.isPending}>
          <Send aria-hidden strokeWidth={1.7} className="rtl:-scale-x-100" />
          {t("talk.send")}
        </Button>
      </form>
      {isSaving && <SaveTestDialog channel={channel} turns={turns} returnFocus={saveButton} onClose={() => setSaving(false)} />}
    </Card>
  );
}
