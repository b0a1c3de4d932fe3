"""Places one call the way Twilio would: webhook, TwiML, media stream, and a caller who plays a scenario.

report = await place_call(CallSettings(base_url="http://localhost:8000", auth_token=...), SCENARIOS["booking"])
"""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp

from apps.simulator.audio.noise import noise_make
from apps.simulator.twilio.acting import Actor
from apps.simulator.twilio.mischief import Mischief
from apps.simulator.twilio.report import (
    CallReport,
    Turn,
    assistant_turns,
    damage_problems,
    first_sound_ms,
    underruns,
)
from apps.simulator.twilio.scenario import Scenario
from apps.simulator.twilio.signing import HEADER, signature_make, url_dial
from apps.simulator.twilio.stream import Identity, MediaStream
from apps.simulator.twilio.twiml import Step, Stream, TwimlError, Verb, twiml_read
from apps.simulator.twilio.webhooks import Account, answer_note, call_form, webhook_post
import re

VOICE_PATH = "/webhooks/twilio/voice"
STATUS_PATH = "/webhooks/twilio/status"
STEPS_MAX = 20


def sid_make(prefix: str) -> str:
    return prefix + secrets.token_hex(16)


@dataclass(frozen=True)
class CallSettings:
    """One call. `public_base_url` is what is signed; `base_url` is where it is dialled (the same unless given)."""

    base_url: str
    auth_token: str
    public_base_url: str = ""
    account_sid: str = "AC" + "0" * 32
    from_number: str = "+972521234567"
    to_number: str = "+97237630000"
    speed: float = 1.0
    mischief: Mischief = field(default_factory=Mischief)
    call_sid: str = field(default_factory=lambda: sid_make("CA"))

    @property
    def account(self) -> Account:
        return Account(
            self.base_url, self.public_base_url or self.base_url, self.account_sid, self.auth_token
        )


Watcher = Callable[[Turn], None]


async def place_call(
    settings: CallSettings, scenario: Scenario, *, on_turn: Watcher = lambda turn: None
) -> CallReport:
    """The whole call, from the first webhook to the last status callback. Never raises for the server's faults."""
    call = PhoneCall(settings, scenario, on_turn)
    async with aiohttp.ClientSession() as session:
        try:
            await call.run(session)
        except (aiohttp.ClientError, TwimlError, OSError) as error:
            call.report.problems.append(f"{type(error).__name__}: {error}")
    return call.report


class PhoneCall:
    """Follows TwiML until nothing is left of it."""

    def __init__(self, settings: CallSettings, scenario: Scenario, on_turn: Watcher) -> None:
        self.settings = settings
        self.scenario = scenario
        self.report = CallReport(scenario.name, call_sid=settings.call_sid)
        self._on_turn = on_turn
        self._mischief = settings.mischief

    async def run(self, session: aiohttp.ClientSession) -> None:
        steps = await self._answered(session)
        for _ in range(STEPS_MAX):
            if not steps:
                break
            step, *steps = steps
            if isinstance(step, Stream):
                await self._stream(session, step)
                if self.report.ended.startswith("caller"):
                    break
                steps = await self._ask(session, step.action, "in-progress") if step.action else steps
            elif step.name in ("Hangup", "Reject"):
                self.report.ended = self.report.ended or f"<{step.name}>"
                break
            else:
                steps = await self._verb(session, step, steps)
        await self._finished(session)

    async def _answered(self, session: aiohttp.ClientSession) -> list[Step]:
        steps: list[Step] = []
        for _ in range(self._mischief.webhook_times):
            steps = await self._ask(session, VOICE_PATH, "ringing")
        return steps

    async def _ask(self, session: aiohttp.ClientSession, url: str, status: str) -> list[Step]:
        settings = self.settings
        form = call_form(
            settings.account,
            call_sid=settings.call_sid,
            from_=settings.from_number,
            to=settings.to_number,
            status=status,
        )
        good = signature_make(settings.account.public(url), form, auth_token=settings.auth_token)
        signature = self._mischief.signature(self._mischief.webhook_signature, good)
        answer = await webhook_post(session, settings.account, url, form, signature=signature)
        self.report.http.append(answer_note(url, answer))
        if answer.status != 200:
            self.report.problems.append(f"11200 {url} answered {answer.status}")
            return []
        return twiml_read(answer.body)

    async def _verb(self, session: aiohttp.ClientSession, verb: Verb, steps: list[Step]) -> list[Step]:
        if verb.name == "Say":
            self.report.said_by_twilio.append(verb.text)
            self._on_turn(Turn("twilio", verb.text, 0, 0))
        elif verb.name == "Pause":
            await asyncio.sleep(float(verb.attributes.get("length", "1")) / self.settings.speed)
        elif verb.name == "Redirect":
            return await self._ask(session, verb.text, "in-progress")
        return steps

    async def _stream(self, session: aiohttp.ClientSession, target: Stream) -> None:
        async with stream_connected(session, self.settings, target, self.scenario) as stream:
            report = self.report
            report.stream_sid = stream.identity.stream_sid
            actor = Actor(stream, self.scenario, self._on_turn)
            running = asyncio.create_task(stream.run())
            acting = asyncio.create_task(actor.play())
            await asyncio.wait({running, acting}, return_when=asyncio.FIRST_COMPLETED)
            if not running.done():
                await stream.stop()
            acting.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await acting
            await running
            self._report_stream(stream, actor)

    def _report_stream(self, stream: MediaStream, actor: Actor) -> None:
        report, tape = self.report, bytes(stream.playout.tape)
        report.ended = stream.ended or ""
        report.duration_ms = stream.playout.position_ms
        report.first_audio_ms = first_sound_ms(tape)
        said = [Turn("caller", said.text, said.start_ms, said.end_ms) for said in stream.spoken]
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
        report.problems += self._missing()

    def _missing(self) -> list[str]:
        """Expected words that were not heard; a voice that cannot be read is not held against the call."""
        heard = self.report.heard_text()
        if not heard:
            return []
        position, missing = 0, []
        if len(self.report.clears) < self.scenario.clears_min:
            missing.append(f"the assistant was to be silenced {self.scenario.clears_min} times")
        for pattern in self.scenario.expects:
            found = re.compile(pattern).search(heard, position)
            if found:
                position = found.end()
            else:
                missing.append(f"never heard: {pattern}")
        return missing

    async def _finished(self, session: aiohttp.ClientSession) -> None:
        settings = self.settings
        seconds = str(-(-self.report.duration_ms // 1000))
        form = call_form(
            settings.account,
            call_sid=settings.call_sid,
            from_=settings.from_number,
            to=settings.to_number,
            status="completed",
            CallDuration=seconds,
            Duration=str(-(-self.report.duration_ms // 60_000)),
            SequenceNumber="0",
            CallbackSource="call-progress-events",
        )
        answer = await webhook_post(session, settings.account, STATUS_PATH, form)
        self.report.http.append(answer_note(STATUS_PATH, answer))


@asynccontextmanager
async def stream_connected(
    session: aiohttp.ClientSession, settings: CallSettings, target: Stream, scenario: Scenario
) -> AsyncIterator[MediaStream]:
    """The stream of a TwiML answer, started unless the caller is silent by mischief.

    Raises aiohttp.WSServerHandshakeError when the upgrade is refused (Twilio's 31920).
    """
    mischief = settings.mischief
    good = signature_make(target.url, {}, auth_token=settings.auth_token)
    signature = mischief.signature(mischief.stream_signature, good)
    headers = {"Host": target.url.partition("://")[2].partition("/")[0]}
    if signature is not None:
        headers[HEADER] = signature
    identity = Identity(
        settings.call_sid, sid_make("MZ"), settings.account_sid, mischief.parameters(target.parameters)
    )
    background = noise_make(scenario.background, 5000) if scenario.background else b""
    url = url_dial(target.url, base_url=settings.base_url)
    async with session.ws_connect(url, headers=headers, max_msg_size=0) as socket:
        stream = MediaStream(
            socket,
            identity,
            speed=settings.speed,
            marks_late_ms=mischief.marks_late_ms,
            background=background,
        )
        if not mischief.silent:
            await stream.start()
        yield stream
