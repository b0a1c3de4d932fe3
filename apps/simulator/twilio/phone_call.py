"""One telephone call as Twilio runs it: follows TwiML until nothing is left of it, and reports it."""

import asyncio
import contextlib
import re
from collections.abc import Callable

import aiohttp

from apps.simulator.twilio.acting import Actor
from apps.simulator.twilio.connecting import stream_connected
from apps.simulator.twilio.report import (
    CallReport,
    Turn,
    assistant_turns,
    damage_problems,
    first_sound_ms,
    underruns,
)
from apps.simulator.twilio.scenario import Scenario
from apps.simulator.twilio.settings import CallSettings
from apps.simulator.twilio.signing import signature_make
from apps.simulator.twilio.stream import MediaStream
from apps.simulator.twilio.twiml import Step, Stream, Verb, twiml_read
from apps.simulator.twilio.webhooks import answer_note, call_form, webhook_post

# Longer TwiML than this is a server that redirects for ever.
STEPS_MAX = 20

Watcher = Callable[[Turn], None]


class PhoneCall:
    """`caller_tape` and `assistant_tape` are both sides of the last stream as mu-law, for its recording."""

    def __init__(
        self, settings: CallSettings, scenario: Scenario, session: aiohttp.ClientSession, on_turn: Watcher
    ) -> None:
        self.settings = settings
        self.scenario = scenario
        self.report = CallReport(scenario.name, call_sid=settings.call_sid)
        self.status = "queued"
        self.caller_tape = self.assistant_tape = b""
        self._session = session
        self._on_turn = on_turn
        self._ordered: list[Step] | None = None
        self._order = asyncio.Event()

    def hang_up(self) -> None:
        """As the REST API's Status=completed."""
        self.follow([])

    def follow(self, steps: list[Step]) -> None:
        """As the REST API's Twiml or Url: whatever runs now ends, these steps follow."""
        self._ordered = steps
        self._order.set()

    async def run(self) -> None:
        await self._status("initiated")
        await self._status("ringing")
        steps = await self._opening()
        await self._status("in-progress")
        for _ in range(STEPS_MAX):
            if self._ordered is not None:
                steps, self._ordered = self._ordered, None
                self._order.clear()
            if not steps or self.report.ended.startswith("caller"):
                break
            step, *steps = steps
            if isinstance(step, Stream):
                await self._stream(step)
                if step.action and self._ordered is None and not self.report.ended.startswith("caller"):
                    steps = await self._ask(step.action)
            elif step.name in ("Hangup", "Reject"):
                self.report.ended = self.report.ended or f"<{step.name}>"
                break
            else:
                steps = await self._verb(step, steps)
        await self._status("completed")

    async def _opening(self) -> list[Step]:
        if self.settings.twiml:
            return twiml_read(self.settings.twiml)
        steps: list[Step] = []
        for _ in range(self.settings.mischief.webhook_times):
            steps = await self._ask(self.settings.voice_url)
        return steps

    def _form(self, **extra: str) -> dict[str, str]:
        settings = self.settings
        return call_form(
            settings.account,
            call_sid=settings.call_sid,
            from_=settings.from_number,
            to=settings.to_number,
            status=self.status,
            direction=settings.direction,
            **extra,
        )

    async def _ask(self, url: str) -> list[Step]:
        settings, form = self.settings, self._form()
        good = signature_make(settings.account.public(url), form, auth_token=settings.auth_token)
        signature = settings.mischief.signature(settings.mischief.webhook_signature, good)
        answer = await webhook_post(self._session, settings.account, url, form, signature=signature)
        self.report.http.append(answer_note(url, answer))
        if answer.status != 200:
            self.report.problems.append(f"11200 {url} answered {answer.status}")
            return []
        return twiml_read(answer.body) if answer.body.strip() else []

    async def _status(self, status: str) -> None:
        self.status = status
        settings = self.settings
        event = "answered" if status == "in-progress" else status
        if not settings.status_url or event not in settings.status_events:
            return
        seconds = -(-self.report.duration_ms // 1000)
        extra = {"SequenceNumber": str(len(self.report.http)), "CallbackSource": "call-progress-events"}
        if status == "completed":
            extra |= {"CallDuration": str(seconds), "Duration": str(-(-seconds // 60))}
        answer = await webhook_post(self._session, settings.account, settings.status_url, self._form(**extra))
        self.report.http.append(answer_note(f"{settings.status_url} {status}", answer))

    async def _verb(self, verb: Verb, steps: list[Step]) -> list[Step]:
        if verb.name == "Say":
            self.report.said_by_twilio.append(verb.text)
            self._on_turn(Turn("twilio", verb.text, 0, 0))
        elif verb.name == "Pause":
            await asyncio.sleep(float(verb.attributes.get("length", "1")) / self.settings.speed)
        elif verb.name == "Redirect":
            return await self._ask(verb.text)
        return steps

    async def _stream(self, target: Stream) -> None:
        scenario = self.scenario
        connecting = stream_connected(
            self._session, self.settings, target, background=scenario.background, echo_db=scenario.echo_db
        )
        async with connecting as stream:
            self.report.stream_sid = stream.identity.stream_sid
            actor = Actor(stream, scenario, self._on_turn)
            running = asyncio.create_task(stream.run())
            acting = asyncio.create_task(actor.play())
            ordered = asyncio.create_task(self._order.wait())
            try:
                await asyncio.wait({running, acting, ordered}, return_when=asyncio.FIRST_COMPLETED)
                if self._order.is_set():
                    stream.ended = stream.ended or "ended by REST"
                if not running.done():
                    await stream.stop()
                await running
            finally:
                for task in (running, acting, ordered):
                    task.cancel()
                await asyncio.gather(running, acting, ordered, return_exceptions=True)
            _raise_of(acting)
            self._report_stream(stream, actor)

    def _report_stream(self, stream: MediaStream, actor: Actor) -> None:
        report, tape = self.report, bytes(stream.playout.tape)
        self.caller_tape, self.assistant_tape = bytes(stream.mouth_tape), tape
        report.ended = stream.ended or ""
        report.duration_ms = stream.playout.position_ms
        report.first_audio_ms = first_sound_ms(tape)
        said = [Turn("caller", said.text, said.start_ms, said.end_ms) for said in stream.mouth.spoken]
        report.turns = sorted(assistant_turns(tape) + said, key=lambda turn: turn.start_ms)
        report.gaps = underruns(stream.playout)
        report.clears = [
            {"at_ms": clear.at_ms, "cleared_ms": clear.cleared_ms, "marks": len(clear.marks)}
            for clear in stream.playout.clears
        ]
        report.marks_received, report.marks_echoed = len(stream.marks_received), len(stream.marks_echoed)
        report.problems += stream.protocol_errors + actor.problems
        report.problems += damage_problems(report.turns, len(report.clears))
        if report.first_audio_ms is None:
            report.problems.append("the caller never heard anything")
        report.problems += self._unmet()

    def _unmet(self) -> list[str]:
        """What the scenario expects and the call was not. A voice that cannot be read is let off."""
        heard = self.report.heard_text()
        if not heard:
            return []
        position, unmet = 0, []
        if len(self.report.clears) < self.scenario.clears_min:
            unmet.append(f"the assistant was to be silenced {self.scenario.clears_min} times")
        for pattern in self.scenario.expects:
            found = re.compile(pattern).search(heard, position)
            if found:
                position = found.end()
            else:
                unmet.append(f"never heard: {pattern}")
        return unmet


def _raise_of(task: asyncio.Task[None]) -> None:
    """An error inside a scenario is a fault of ours: it must not look like a quiet call."""
    with contextlib.suppress(asyncio.CancelledError):
        error = task.exception()
        if error:
            raise error
