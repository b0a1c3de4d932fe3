"""The simulator as one aiohttp application, and ways to run it beside a test."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

from aiohttp import web

from apps.simulator import control
from apps.simulator.keys import STATE, State
from apps.simulator.openai import embeddings, models, sound, text
from apps.simulator.openai.answers import json_answer
from apps.simulator.openai.pace import Pace
from apps.simulator.openai.socket import realtime_socket
from apps.simulator.refusals import refusals_answered
from apps.simulator.twilio import rest_accounts, rest_calls, rest_messages, rest_recordings
from apps.simulator.twilio.records import API_VERSION

HOST = "127.0.0.1"


@dataclass(frozen=True)
class RunningSimulator:
    """`state` is the live state: logs, faults, pace. Touch it from the simulator's own loop, or read only."""

    port: int
    state: State

    @property
    def base_url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def twilio_base_url(self) -> str:
        """For `Client.api.base_url` of the twilio SDK."""
        return f"{self.base_url}/twilio"

    @property
    def openai_base_url(self) -> str:
        return f"{self.base_url}/v1"


async def healthz(request: web.Request) -> web.Response:
    return json_answer({"ok": True, "live_sessions": len(request.app[STATE].sessions.live())})


def openai_routes() -> list[web.RouteDef]:
    return [
        web.get("/v1/realtime", realtime_socket),
        web.post("/v1/chat/completions", text.chat_completions),
        web.post("/v1/responses", text.responses),
        web.post("/v1/audio/transcriptions", sound.transcriptions),
        web.post("/v1/audio/speech", sound.speech),
        web.post("/v1/embeddings", embeddings.embeddings),
        web.get("/v1/models", models.models_list),
        web.get("/v1/models/{name}", models.model_get),
    ]


def twilio_routes() -> list[web.RouteDef]:
    account = f"/twilio/{API_VERSION}/Accounts/{{account}}"
    call_recordings = f"{account}/Calls/{{call}}/Recordings"
    return [
        web.get(f"{account}.json", rest_accounts.fetch),
        web.post(f"{account}/Calls.json", rest_calls.create),
        web.get(f"{account}/Calls.json", rest_calls.listing),
        web.get(f"{account}/Calls/{{sid}}.json", rest_calls.fetch),
        web.post(f"{account}/Calls/{{sid}}.json", rest_calls.update),
        web.post(f"{account}/Calls/{{sid}}/Recordings.json", rest_recordings.create),
        web.get(f"{account}/Calls/{{sid}}/Recordings.json", rest_recordings.listing),
        web.post(f"{call_recordings}/{{sid}}.json", rest_recordings.update),
        web.get(f"{call_recordings}/{{sid}}.json", rest_recordings.fetch),
        web.get(f"{account}/Recordings.json", rest_recordings.listing),
        web.get(f"{account}/Recordings/{{sid}}.json", rest_recordings.fetch),
        web.get(f"{account}/Recordings/{{sid}}.wav", rest_recordings.download),
        web.get(f"{account}/Recordings/{{sid}}", rest_recordings.download),
        web.delete(f"{account}/Recordings/{{sid}}.json", rest_recordings.delete),
        web.post(f"{account}/Messages.json", rest_messages.create),
        web.get(f"{account}/Messages.json", rest_messages.listing),
        web.get(f"{account}/Messages/{{sid}}.json", rest_messages.fetch),
        web.post(f"{account}/Messages/{{sid}}.json", rest_messages.update),
    ]


def application_make(state: State | None = None) -> web.Application:
    application = web.Application(client_max_size=32 * 1024 * 1024, middlewares=[refusals_answered])
    application[STATE] = state or State()
    application.router.add_get("/healthz", healthz)
    application.router.add_routes(openai_routes())
    application.router.add_routes(twilio_routes())
    application.router.add_routes(control.routes())
    return application


@asynccontextmanager
async def simulator_running(
    *, pace: Pace | None = None, port: int = 0, twilio_account: tuple[str, str] | None = None
) -> AsyncIterator[RunningSimulator]:
    """The simulator on this event loop; a free port unless one is given.

    `twilio_account` is the only (sid, auth token) the REST API lets in, and the token signs its webhooks.
    """
    state = State(pace=pace or Pace())
    if twilio_account:
        state.webhook_token = twilio_account[1]
        state.twilio.auth_tokens[twilio_account[0]] = twilio_account[1]
    runner = web.AppRunner(application_make(state), handle_signals=False, access_log=None, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, HOST, port)
    await site.start()
    try:
        yield RunningSimulator(runner.addresses[0][1], state)
    finally:
        for task in list(state.tasks):
            task.cancel()
        await asyncio.gather(*state.tasks, return_exceptions=True)
        await runner.cleanup()


@contextmanager
def simulator_in_thread(*, pace: Pace | None = None) -> Iterator[RunningSimulator]:
    """The simulator on a loop of its own, for tests that are not async."""
    started = threading.Event()
    holder: list[RunningSimulator] = []
    loop = asyncio.new_event_loop()
    done = asyncio.Event()

    async def serve() -> None:
        async with simulator_running(pace=pace) as running:
            holder.append(running)
            started.set()
            await done.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
    thread.start()
    if not started.wait(10):
        raise RuntimeError("the simulator did not start")
    try:
        yield holder[0]
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join(10)
        loop.close()
