import { ArrowDown } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import type { Intent, ToolUse, Turn } from "../api/types";
import { useFollowTurn } from "../hooks/use-follow-turn";
import type { Player } from "../hooks/use-player";
import { useStickToEnd } from "../hooks/use-stick-to-end";
import { transcriptItems, turnAt } from "../transcript-items";
import { ToolNote } from "./tool-note";
import { TranscriptTurn } from "./transcript-turn";

interface TranscriptProps {
  turns: Turn[];
  tools: ToolUse[];
  intents?: Intent[];
  /** The customer's first name, or "" when it is not known. */
  customer: string;
  running: boolean;
  player?: Player;
}

export function Transcript({ turns, tools, intents = [], customer, running, player }: TranscriptProps) {
  const { t } = useTranslation("calls");
  const list = useRef<HTMLOListElement>(null);
  const [alreadyThere] = useState(() => new Set(turns.map((turn) => turn.id)));
  const spokenLength = turns.reduce((sum, turn) => sum + turn.text.length, 0);
  const { end, behind, jump } = useStickToEnd(running, spokenLength);
  const heard = player && (player.playing || player.currentMs > 0) ? turnAt(turns, player.currentMs) : null;
  useFollowTurn(list, heard?.id ?? null, player?.playing ?? false);

  if (turns.length === 0) {
    return <p className="px-(--card) py-6 text-ink-2">{t(running ? "transcriptWaiting" : "transcriptEmpty")}</p>;
  }
  return (
    <div role="log" aria-live={running ? "polite" : "off"} aria-label={t("transcriptOf")} className="relative pt-1 pb-3">
      <ol ref={list} className="[&>li]:scroll-mt-44 [&>li]:scroll-mb-24">
        {transcriptItems(turns, tools).map((item) =>
          item.kind === "tool" ? (
            <ToolNote key={item.key} tool={item.tool} />
          ) : (
            <TranscriptTurn
              key={item.turn.id}
              turn={item.turn}
              intent={intents.find((intent) => intent.turn_id === item.turn.id)}
              speaker={item.turn.author === "customer" && customer ? customer : t(`author.${item.turn.author}`)}
              active={item.turn.id === heard?.id}
              fresh={running && !alreadyThere.has(item.turn.id)}
              onPlay={player && (() => player.playFrom(item.turn.offset_ms))}
            />
          ),
        )}
      </ol>
      <div ref={end} className="h-px scroll-mb-24" />
      {behind && (
        <div className="sticky bottom-20 flex justify-center md:bottom-4">
          <Button tone="primary" onClick={jump} className="rounded-full shadow-float">
            <ArrowDown aria-hidden strokeWidth={1.7} />
            {t("newTurns")}
          </Button>
        </div>
      )}
    </div>
  );
}
