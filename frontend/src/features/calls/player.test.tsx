import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Direction } from "radix-ui";
import { beforeEach, expect, it, vi } from "vitest";
import { turn } from "@/test/samples";
import type { Recording } from "./api/types";
import { PlayerBar } from "./components/player-bar";
import { Transcript } from "./components/transcript";
import { usePlayer } from "./hooks/use-player";

const recording: Recording = {
  url: "/api/v1/calls/31/recording?ticket=first",
  duration_ms: 60_000,
  expires_at: "2026-11-29T08:00:00Z",
  peaks: [10, 50, 90, 40],
};
const turns = [turn(1, "ai", "שלום"), turn(2, "customer", "היי"), turn(3, "ai", "בשמחה")];
const play = vi.fn();

beforeEach(() => {
  play.mockReset();
  HTMLMediaElement.prototype.play = async function (this: HTMLMediaElement) {
    play();
    fireEvent.play(this);
  };
  HTMLMediaElement.prototype.load = () => undefined;
});

function Recorded({ of = recording, renew }: { of?: Recording; renew: () => Promise<string | null> }) {
  const player = usePlayer(of, renew);
  return (
    <>
      <PlayerBar player={player} peaks={of.peaks} turns={turns} />
      <Transcript turns={turns} tools={[]} customer="" running={false} player={player} />
    </>
  );
}

function show(dir: "rtl" | "ltr" = "rtl", renew = async (): Promise<string | null> => null) {
  const tree = (of: Recording) => (
    <Direction.Provider dir={dir}>
      <Recorded of={of} renew={renew} />
    </Direction.Provider>
  );
  const { container, rerender } = render(tree(recording));
  const audio = container.querySelector("audio");
  if (!audio) throw new Error("no audio");
  return { audio, slider: screen.getByRole("slider"), refetched: (of: Recording) => rerender(tree(of)) };
}

it("a click on a turn plays from there and marks it", async () => {
  const { audio, slider } = show();
  await userEvent.click(screen.getByRole("button", { name: /היי/ }));

  expect(audio.currentTime).toBe(20);
  expect(play).toHaveBeenCalledTimes(1);
  expect(screen.getByRole("button", { name: /היי/ })).toHaveAttribute("aria-current", "true");
  expect(screen.getByRole("button", { name: /בשמחה/ })).not.toHaveAttribute("aria-current");
  expect(slider).toHaveAttribute("aria-valuetext", "0:20 מתוך 1:00");
});

it.each([
  ["rtl", "{ArrowLeft}"],
  ["ltr", "{ArrowRight}"],
] as const)("in %s, %s goes forward", async (dir, forward) => {
  const { slider } = show(dir);
  slider.focus();
  await userEvent.keyboard(forward.repeat(2));

  expect(slider).toHaveAttribute("aria-valuenow", "10");
});

it("the keyboard reaches both ends and never beyond", async () => {
  const { slider } = show();
  slider.focus();
  await userEvent.keyboard("{End}{PageUp}");
  expect(slider).toHaveAttribute("aria-valuenow", "60");
  await userEvent.keyboard("{Home}{PageDown}");
  expect(slider).toHaveAttribute("aria-valuenow", "0");
  await userEvent.keyboard(" ");
  expect(play).toHaveBeenCalledTimes(1);
});

it.each([
  ["rtl", "45"],
  ["ltr", "15"],
] as const)("in %s, a quarter from the physical left is second %s", (dir, second) => {
  const { slider } = show(dir);
  slider.setPointerCapture = () => undefined;
  slider.getBoundingClientRect = () => new DOMRect(100, 0, 400, 52);
  fireEvent.pointerDown(slider, { clientX: 200 });

  expect(slider).toHaveAttribute("aria-valuenow", second);
});

it("a new ticket does not cut the sound", () => {
  const { audio, refetched } = show();
  refetched({ ...recording, url: "/api/v1/calls/31/recording?ticket=second" });

  expect(audio).toHaveAttribute("src", recording.url);
});

it("an old ticket is renewed once and the sound goes on where it was", async () => {
  const renew = vi.fn(async () => "/api/v1/calls/31/recording?ticket=second");
  const { audio } = show("rtl", renew);
  audio.currentTime = 12;
  fireEvent.error(audio);
  await waitFor(() => expect(audio).toHaveAttribute("src", "/api/v1/calls/31/recording?ticket=second"));
  audio.currentTime = 0;
  fireEvent.loadedMetadata(audio);

  expect(audio.currentTime).toBe(12);
  expect(renew).toHaveBeenCalledTimes(1);
});

it("a recording that cannot be loaded says so", async () => {
  const { audio } = show();
  fireEvent.error(audio);

  expect(await screen.findByRole("alert")).toHaveTextContent("ההקלטה לא נטענה.");
});
