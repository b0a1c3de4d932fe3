"""Plays a scenario on a media stream."""

import re
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from apps.simulator.audio.mulaw import BYTES_PER_MS
from apps.simulator.audio.noise import noise_make
from apps.simulator.audio.voice import voice_render
from apps.simulator.dialogue.times import clocks_heard
from apps.simulator.phrasebook.book import phrase_get, phrases_all
from apps.simulator.twilio.report import Turn, assistant_turns
from apps.simulator.twilio.scenario import (
    CHOOSE_HOUR,
    HANG_UP,
    LISTEN,
    Act,
    Converse,
    HangUpMidSentence,
    HearOut,
    Interrupt,
    Listen,
    Noise,
    Press,
    Say,
    Scenario,
    Speak,
    Wait,
)
from apps.simulator.twilio.stream import MediaStream

# What an assistant says before it goes to look something up.
BREATH_MS = 1500
LOOKING = re.compile(r"בודק[^.]*\.\s*$")


class Actor:
    """`problems`: where the scenario could not be played."""

    def __init__(self, stream: MediaStream, scenario: Scenario, on_turn: Callable[[Turn], None]) -> None:
        self.problems: list[str] = []
        self._stream = stream
        self._scenario = scenario
        self._on_turn = on_turn
        self._heard_until = 0
        self._spoke_until = 0
        # Said while the assistant spoke: what it interrupts is told before it.
        self._interrupting: list[Turn] = []

    async def play(self) -> None:
        """Returns when the caller is done; the stream still has to be stopped."""
        try:
            for act in self._scenario.acts:
                if not await self._act(act):
                    return
        finally:
            self._hear()

    async def _act(self, act: Act) -> bool:
        stream = self._stream
        match act:
            case Converse():
                await self._converse(act)
            case Listen():
                await self._listen(act.patience_ms)
            case HearOut():
                heard = await self._listen(act.patience_ms)
                while heard is not None and (LOOKING.search(heard) or await self._goes_on()):
                    heard = await self._listen(act.patience_ms)
            case Say():
                await self._say(act.key)
            case Speak():
                await self._speak(act.text)
            case Interrupt():
                if await self._mid_sentence(act.after_ms, act.patience_ms):
                    await self._say(act.key)
            case Press():
                self._tell(f"[{act.digits}]", len(act.digits) * act.gap_ms)
                for digit in act.digits:
                    await stream.press(digit)
                    await self._wait(act.gap_ms)
            case Wait():
                await self._wait(act.ms)
            case Noise():
                self._tell(f"[{act.kind}]", act.ms)
                await stream.say(act.kind, f"[{act.kind}]", noise_make(act.kind, act.ms))
            case HangUpMidSentence():
                await self._mid_sentence(act.after_ms, act.patience_ms)
                return False
        return not stream.ended

    async def _converse(self, act: Converse) -> None:
        blind = deque(act.otherwise)
        for _ in range(act.turns):
            heard = await self._listen(act.patience_ms)
            if heard is None:
                return
            says = next((rule.says for rule in act.rules if re.search(rule.hears, heard)), None)
            if says is None:
                if not blind:
                    return
                says = blind.popleft()
            if says == HANG_UP:
                return
            if says == CHOOSE_HOUR:
                says = hour_choose(heard)
            if says != LISTEN:
                await self._say(says)
        self.problems.append(f"the conversation was not over after {act.turns} turns")

    async def _listen(self, patience_ms: int) -> str | None:
        """What the assistant said since the last time; None, and a problem, when it stayed quiet."""
        stream = self._stream
        finished = self._finished_since(max(self._heard_until, self._spoke_until))
        if not await stream.until(finished, timeout_ms=patience_ms):
            if not stream.ended:
                self.problems.append(f"the assistant said nothing for {patience_ms} ms")
            return None
        return self._hear()

    def _finished_since(self, after_ms: int) -> Callable[[], bool]:
        """True once the assistant has spoken after that moment and is quiet again."""

        def finished() -> bool:
            last = self._stream.activity[-1] if self._stream.activity else None
            return last is not None and last.kind == "stopped" and last.at_ms > after_ms

        return finished

    def _hear(self) -> str:
        """What was played since the last time, told turn by turn with what the caller said into it."""
        since, end = self._heard_until, self._stream.playout.position_ms
        self._heard_until = end
        turns = [
            replace(turn, start_ms=since + turn.start_ms, end_ms=since + turn.end_ms)
            for turn in assistant_turns(self._stream.heard(since, end))
        ]
        for turn in sorted(turns + self._interrupting, key=lambda turn: turn.start_ms):
            self._on_turn(turn)
        self._interrupting.clear()
        return " ".join(turn.text for turn in turns)

    async def _mid_sentence(self, after_ms: int, patience_ms: int) -> bool:
        stream = self._stream

        def speaking() -> bool:
            if not stream.assistant_speaking:
                return False
            return stream.playout.position_ms - stream.activity[-1].at_ms >= after_ms

        if await stream.until(speaking, timeout_ms=patience_ms):
            return True
        if not stream.ended:
            self.problems.append(f"the assistant did not speak for {after_ms} ms within {patience_ms} ms")
        return False

    async def _say(self, key: str) -> None:
        phrase = phrase_get(key)
        self._tell(phrase.text, len(phrase.audio) // BYTES_PER_MS)
        await self._stream.say(key, phrase.text, phrase.audio)
        self._spoke_until = round(self._stream.now_ms)

    async def _goes_on(self) -> bool:
        """The assistant takes a breath only, or puts right what it said."""
        return await self._stream.until(lambda: self._stream.assistant_speaking, timeout_ms=BREATH_MS)

    async def _speak(self, text: str) -> None:
        audio = voice_render(text)
        self._tell(text, len(audio) // BYTES_PER_MS)
        await self._stream.say(text, text, audio)
        self._spoke_until = round(self._stream.now_ms)

    def _tell(self, text: str, ms: int) -> None:
        start = round(self._stream.now_ms)
        turn = Turn("caller", text, start, start + ms)
        if self._stream.assistant_speaking:
            self._interrupting.append(turn)
        else:
            self._on_turn(turn)

    async def _wait(self, ms: float) -> None:
        """Time passes; what the assistant says meanwhile is heard."""
        stream = self._stream
        until = stream.now_ms + ms
        while not stream.ended and stream.now_ms < until:
            finished = self._finished_since(self._heard_until)
            if await stream.until(finished, timeout_ms=until - stream.now_ms):
                self._hear()


def hour_choose(offer: str) -> str:
    """The phrase for the first offered hour the caller knows how to say; "yes" when there is none."""
    keys = [f"at_{clock.hour}_{clock:%M}" for clock in clocks_heard(offer)]
    return next((key for key in keys if key in phrases_all()), "yes")
