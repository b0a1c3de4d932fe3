import { Direction } from "radix-ui";
import { type KeyboardEvent, memo, type PointerEvent, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import { formatDuration } from "@/lib/format/duration";
import type { Turn } from "../api/types";
import type { Player } from "../hooks/use-player";
import { type Bar, waveformBars } from "../waveform-bars";

const barCount = 104;
const stepMs = 5_000;
const leapMs = 30_000;

interface WaveformProps {
  player: Player;
  peaks: number[];
  turns: Turn[];
}

/** The recording as a slider. Time runs in the reading direction. */
export function Waveform({ player, peaks, turns }: WaveformProps) {
  const { t } = useTranslation("calls");
  const rtl = Direction.useDirection() === "rtl";
  const { currentMs, durationMs, playing } = player;
  const bars = useMemo(() => waveformBars(peaks, turns, durationMs, barCount), [peaks, turns, durationMs]);
  const share = durationMs > 0 ? Math.min(currentMs / durationMs, 1) : 0;

  function seekTo(event: PointerEvent<HTMLElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    const along = rtl ? box.right - event.clientX : event.clientX - box.left;
    player.seek((along / box.width) * durationMs);
  }

  function onKeyDown(event: KeyboardEvent) {
    const forward = rtl ? "ArrowLeft" : "ArrowRight";
    const backward = rtl ? "ArrowRight" : "ArrowLeft";
    const moves: Record<string, () => void> = {
      [forward]: () => player.seek(currentMs + stepMs),
      [backward]: () => player.seek(currentMs - stepMs),
      ArrowUp: () => player.seek(currentMs + stepMs),
      ArrowDown: () => player.seek(currentMs - stepMs),
      PageUp: () => player.seek(currentMs + leapMs),
      PageDown: () => player.seek(currentMs - leapMs),
      Home: () => player.seek(0),
      End: () => player.seek(durationMs),
      " ": player.toggle,
      Enter: player.toggle,
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  }

  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={t("player.position")}
      aria-valuemin={0}
      aria-valuemax={Math.round(durationMs / 1000)}
      aria-valuenow={Math.round(currentMs / 1000)}
      aria-valuetext={t("player.positionText", { current: formatDuration(currentMs), total: formatDuration(durationMs) })}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        seekTo(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons === 1) seekTo(event);
      }}
      className="@container relative h-13 min-w-0 grow touch-none max-sm:order-last max-sm:basis-full rounded-small"
    >
      <Bars bars={bars} />
      <div
        className={cn("absolute inset-y-0 start-0 overflow-hidden", playing && "transition-[inline-size] duration-250 ease-linear")}
        style={{ inlineSize: `${share * 100}%` }}
      >
        <Bars bars={bars} played />
      </div>
      {share > 0 && (
        <div
          aria-hidden
          className={cn("absolute inset-y-0 w-0.5 rounded-full bg-ink", playing && "transition-[inset-inline-start] duration-250 ease-linear")}
          style={{ insetInlineStart: `${share * 100}%` }}
        />
      )}
    </div>
  );
}

const Bars = memo(function Bars({ bars, played = false }: { bars: Bar[]; played?: boolean }) {
  return (
    <div aria-hidden className="flex h-full w-[100cqi] items-center gap-px sm:gap-0.5">
      {bars.map((bar, position) => (
        <span
          key={position}
          className={cn("min-h-1 flex-1 rounded-full", played ? (bar.byAssistant ? "bg-ai" : "bg-accent") : "bg-line-strong")}
          style={{ blockSize: `${bar.height * 100}%` }}
        />
      ))}
    </div>
  );
});
