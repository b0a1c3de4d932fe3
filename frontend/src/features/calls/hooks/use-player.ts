import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import type { Recording } from "../api/types";

export interface Player {
  audio: RefObject<HTMLAudioElement | null>;
  source: string;
  playing: boolean;
  currentMs: number;
  durationMs: number;
  rate: number;
  failed: boolean;
  toggle(): void;
  seek(ms: number): void;
  /** Moves the playhead and plays from there. */
  playFrom(ms: number): void;
  setRate(rate: number): void;
}

/**
 * Plays one recording. Its address carries a short-lived ticket that changes with every fetch of the call: the first one is
 * kept, so that a refetch does not cut the sound, and `renew` is asked for a fresh one only when it has stopped working.
 */
export function usePlayer(recording: Recording, renew: () => Promise<string | null>): Player {
  const audio = useRef<HTMLAudioElement>(null);
  const interrupted = useRef<{ seconds: number; playing: boolean } | null>(null);
  const [source, setSource] = useState(recording.url);
  const [playing, setPlaying] = useState(false);
  const [currentMs, setCurrentMs] = useState(0);
  const [rate, setRate] = useState(1);
  const [failed, setFailed] = useState(false);

  const recover = useEffectEvent(async () => {
    const element = audio.current;
    if (!element) return;
    const again = interrupted.current !== null;
    interrupted.current ??= { seconds: element.currentTime, playing: !element.paused };
    const fresh = again ? null : await renew().catch(() => null);
    if (fresh !== null && fresh !== source) return setSource(fresh);
    interrupted.current = null;
    setPlaying(false);
    setFailed(true);
  });

  useEffect(() => {
    const element = audio.current;
    if (!element) return;
    function resume(this: HTMLAudioElement) {
      const before = interrupted.current;
      interrupted.current = null;
      if (!before) return;
      this.currentTime = before.seconds;
      if (before.playing) void this.play().catch(() => undefined);
    }
    const listeners = {
      play: () => setPlaying(true),
      pause: () => setPlaying(false),
      ended: () => setPlaying(false),
      timeupdate: () => setCurrentMs(element.currentTime * 1000),
      loadedmetadata: resume,
      error: () => void recover(),
    };
    const entries = Object.entries(listeners);
    entries.forEach(([name, listener]) => element.addEventListener(name, listener));
    return () => entries.forEach(([name, listener]) => element.removeEventListener(name, listener));
  }, []);

  useEffect(() => {
    if (audio.current) audio.current.playbackRate = rate;
  }, [rate, source]);

  function play() {
    const element = audio.current;
    if (!element) return;
    if (failed) element.load();
    setFailed(false);
    void element.play().catch(() => undefined);
  }

  function seek(ms: number) {
    const target = Math.min(Math.max(ms, 0), recording.duration_ms);
    if (audio.current) audio.current.currentTime = target / 1000;
    setCurrentMs(target);
  }

  return {
    audio,
    source,
    playing,
    currentMs,
    durationMs: recording.duration_ms,
    rate,
    failed,
    toggle: () => (playing ? audio.current?.pause() : play()),
    seek,
    playFrom: (ms) => {
      seek(ms);
      play();
    },
    setRate,
  };
}
