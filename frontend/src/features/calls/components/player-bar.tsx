import { Pause, Play } from "lucide-react";
import { useTranslation } from "react-i18next";
import { formatDuration } from "@/lib/format/duration";
import type { Turn } from "../api/types";
import type { Player } from "../hooks/use-player";
import { Waveform } from "./waveform";

const rates = [1, 1.25, 1.5, 2];

interface PlayerBarProps {
  player: Player;
  peaks: number[];
  turns: Turn[];
}

/** Stays in sight above the transcript while it is read. */
export function PlayerBar({ player, peaks, turns }: PlayerBarProps) {
  const { t } = useTranslation("calls");
  const { audio, source, playing, failed, rate } = player;
  const Icon = playing ? Pause : Play;
  const nextRate = rates[(rates.indexOf(rate) + 1) % rates.length] ?? 1;
  return (
    <div className="sticky top-14 z-10 border-b border-line bg-surface px-(--card) pt-1 pb-3">
      <audio ref={audio} src={source} preload="none" className="hidden">
        <track kind="captions" />
      </audio>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 sm:flex-nowrap">
        <button
          type="button"
          onClick={player.toggle}
          aria-label={t(playing ? "player.pause" : "player.play")}
          className="grid size-11 shrink-0 place-items-center rounded-full bg-accent text-accent-ink transition-colors duration-100 hover:bg-accent-strong"
        >
          <Icon aria-hidden className="size-5 fill-current" strokeWidth={1.7} />
        </button>
        <Waveform player={player} peaks={peaks} turns={turns} />
        <div className="flex shrink-0 items-center text-xs text-ink-2 max-sm:ms-auto max-sm:gap-2 sm:flex-col">
          <bdi dir="ltr">
            {formatDuration(player.currentMs)} / {formatDuration(player.durationMs)}
          </bdi>
          <button
            type="button"
            onClick={() => player.setRate(nextRate)}
            aria-label={`${t("player.speed")} ${rate}×`}
            className="min-h-11 rounded-small px-2 max-sm:min-w-11 sm:min-h-7 font-medium hover:bg-sunken hover:text-ink"
          >
            <bdi dir="ltr">{rate}×</bdi>
          </button>
        </div>
      </div>
      {failed && (
        <p role="alert" className="mt-2 text-sm text-bad">
          {t("player.failed")}
        </p>
      )}
    </div>
  );
}
