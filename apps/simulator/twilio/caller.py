"""Places one call the way Twilio would: webhook, TwiML, media stream, and a caller who plays a scenario.

    report = await place_call(CallSettings(base_url="http://localhost:8000", auth_token=...),
    SCENARIOS["booking"])

A test that wants the stream in its own hands opens it with `stream_open`.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext

import aiohttp

from apps.simulator.twilio.connecting import stream_connected
from apps.simulator.twilio.phone_call import PhoneCall, Watcher
from apps.simulator.twilio.report import CallReport
from apps.simulator.twilio.scenario import Scenario
from apps.simulator.twilio.settings import CallSettings
from apps.simulator.twilio.stream import MediaStream
from apps.simulator.twilio.twiml import Stream, TwimlError, twiml_read
from apps.simulator.twilio.webhooks import call_form, webhook_post

Around = Callable[[PhoneCall], AbstractAsyncContextManager[None]]


async def place_call(
    settings: CallSettings,
    scenario: Scenario,
    *,
    on_turn: Watcher = lambda turn: None,
    around: Around = lambda call: nullcontext(),
) -> CallReport:
    """The whole call, from first webhook to last status callback. Never raises for the server's faults.

    `around` is entered with the call before it begins and left after it ended: from there it can be hung up
    or sent elsewhere while it runs.
    """
    async with aiohttp.ClientSession() as session:
        call = PhoneCall(settings, scenario, session, on_turn)
        try:
            async with around(call):
                await call.run()
        except (aiohttp.ClientError, TwimlError, OSError) as error:
            call.report.problems.append(f"{type(error).__name__}: {error}")
        return call.report


@asynccontextmanager
async def stream_open(settings: CallSettings) -> AsyncIterator[MediaStream]:
    """A call's webhook and its stream, connected and started; nobody speaks unless the test does.

    `run()` has to be awaited beside it. Raises aiohttp.ClientResponseError when webhook or upgrade are
    refused, and TwimlError when the answer opens no stream.
    """
    async with aiohttp.ClientSession() as session:
        target = await _stream_asked(session, settings)
        async with stream_connected(session, settings, target) as stream:
            yield stream


async def _stream_asked(session: aiohttp.ClientSession, settings: CallSettings) -> Stream:
    form = call_form(
        settings.account,
        call_sid=settings.call_sid,
        from_=settings.from_number,
        to=settings.to_number,
        status="ringing",
    )
    answer = await webhook_post(session, settings.account, settings.voice_url, form)
    if answer.status != 200:
        raise TwimlError(f"11200 the webhook answered {answer.status}")
    stream = next((step for step in twiml_read(answer.body) if isinstance(step, Stream)), None)
    if stream is None:
        raise TwimlError("the answer opens no stream")
    return stream
