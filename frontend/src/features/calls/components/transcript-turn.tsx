import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import { formatDuration } from "@/lib/format/duration";
import type { Intent, Turn } from "../api/types";
import { IntentNote } from "./intent-note";

interface TranscriptTurnProps {
  turn: Turn;
  intent?: Intent;
  speaker: string;
  /** Being heard in the recording. */
  active: boolean;
  /** Spoken after the page was opened. */
  fresh: boolean;
  onPlay?: () => void;
}

const shape = "grid w-full grid-cols-[1fr_auto] items-baseline gap-x-3.5 px-(--card) py-2 text-start sm:grid-cols-[5.5rem_1fr_auto]";

export function TranscriptTurn({ turn, intent, speaker, active, fresh, onPlay }: TranscriptTurnProps) {
  const { t } = useTranslation("calls");
  const time = formatDuration(turn.offset_ms);
  const look = cn(shape, fresh && "animate-enter", active && "bg-accent-soft");
  if (!onPlay) {
    return (
      <li className={look}>
        <TurnBody turn={turn} intent={intent} speaker={speaker} time={time} />
      </li>
    );
  }
  return (
    <li>
      <button
        type="button"
        onClick={onPlay}
        title={t("player.seekTo", { time })}
        aria-current={active || undefined}
        className={cn(look, "transition-colors duration-100 select-text focus-visible:outline-offset-[-2px]", !active && "hover:bg-sunken")}
      >
        <TurnBody turn={turn} intent={intent} speaker={speaker} time={time} />
      </button>
    </li>
  );
}

/** The words of the caller arrive a moment after they were spoken. */
function BeingWritten() {
  const { t } = useTranslation("calls");
  return (
    <span role="img" aria-label={t("beingWritten")} className="text-ink-3">
      …
    </span>
  );
}

type TurnBodyProps = Pick<TranscriptTurnProps, "turn" | "intent" | "speaker"> & { time: string };

function TurnBody({ turn, intent, speaker, time }: TurnBodyProps) {
  const { t } = useTranslation("calls");
  const byAssistant = turn.author === "ai";
  return (
    <>
      <span className={cn("flex min-w-0 gap-1 text-sm font-semibold", byAssistant && "text-ai")}>
        {byAssistant && <span aria-hidden>✦</span>}
        <bdi dir="auto" className="truncate">
          {speaker}
        </bdi>
      </span>
      <span dir="auto" className="own-direction min-w-0 break-words max-sm:col-span-2 max-sm:row-start-2">
        {turn.text || (!turn.unheard_text && <BeingWritten />)}
        {turn.unheard_text && (
          <>
            {" "}
            <s className="text-ink-3 decoration-1" title={t("unheard")}>
              <bdi className="sr-only">({t("unheard")}) </bdi>
              {turn.unheard_text}
            </s>
          </>
        )}
      </span>
      <bdi dir="ltr" className="text-xs text-ink-3">
        {time}
      </bdi>
      {intent && <IntentNote intent={intent} />}
    </>
  );
}
