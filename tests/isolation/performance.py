"""Performs a schedule: each act of two businesses at its place, all at the same time."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any, TypeVar

import httpx
import redis
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.db import connection, transaction

from apps.core.jobs import enqueue
from apps.events.services import event_publish
from apps.events.tests.factories import KettleBoiled
from apps.tenants.context import in_tenant, run_in_tenant, run_in_tenant_queued
from prosaas.asgi import application
from prosaas.sockets import socket_application
from tests.isolation.turns import Turns
from tests.isolation.unruly import EXPECTED, FAULTS, Pause, unruly_work
from tests.isolation.unruly_jobs import DONE

T = TypeVar("T")
HOSTS = {"b_halutz": "halutz.testserver", "b_shaked": "shaked.testserver"}
SCHEMAS = tuple(HOSTS)
TOO_LONG_SECONDS = 60
threads = ThreadPoolExecutor(32)
numbers = count(1)


@dataclass(frozen=True, slots=True)
class Act:
    """A piece of work of one business."""

    place: str
    schema: str
    fault: str = "nothing"
    is_cancelled: bool = False

    @property
    def elsewhere(self) -> str:
        return next(schema for schema in SCHEMAS if schema != self.schema)


@dataclass
class Performance:
    """`seen`: of which businesses each act saw anything. `told`: whose each piece of news was."""

    turns: Turns
    tokens: dict[str, str]
    seen: list[tuple[Act, set[str]]] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)
    jobs: int = 0

    def part(self, act: Act, player: int, started: threading.Event) -> Callable[[], None]:
        """The unruly work, a step at a time."""
        seen: set[str] = set()
        self.seen.append((act, seen))

        def steps(pause: Pause) -> None:
            started.set()
            with suppress(*EXPECTED):
                unruly_work(seen, fault=act.fault, elsewhere=act.elsewhere, pause=pause)

        return partial(self.turns.play, player, steps)

    async def turn(self, player: int) -> None:
        """For an act of a single step: waits until it is its turn."""
        await on_thread(self.turns.play, player, lambda pause: pause())


async def perform(acts: list[Act], order: list[int], tokens: dict[str, str]) -> Performance:
    play = Performance(Turns(order, players=len(acts)), tokens)
    async with listening(play):
        conducting = asyncio.ensure_future(on_thread(play.turns.conduct))
        await asyncio.gather(*(PLACES[act.place](act, player, play) for player, act in enumerate(acts)))
        await conducting
        await asyncio.gather(*(tell(schema, "nothing", play) for schema in SCHEMAS))
    play.seen += [await on_thread(job_result) for _ in range(play.jobs)]
    return play


async def on_a_plain_thread(act: Act, player: int, play: Performance) -> None:
    part = play.part(act, player, threading.Event())

    def run() -> None:
        try:
            with in_tenant(act.schema):
                part()
        finally:
            connection.close()

    await on_thread(run)


async def from_the_loop(
    act: Act, player: int, play: Performance, run: Callable[..., Any] = run_in_tenant
) -> None:
    started = threading.Event()
    running = asyncio.ensure_future(run(act.schema, play.part(act, player, started)))
    if act.is_cancelled:
        await on_thread(started.wait)
        running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def in_the_queue(act: Act, player: int, play: Performance) -> None:
    await from_the_loop(act, player, play, run_in_tenant_queued)


async def over_http(act: Act, player: int, play: Performance) -> None:
    await play.turn(player)
    asking = asyncio.ensure_future(leads_asked(act.schema, play.tokens[act.schema]))
    if act.is_cancelled:
        await asyncio.sleep(0)
        asking.cancel()
    with suppress(asyncio.CancelledError):
        play.seen.append((act, await asking))


async def leads_asked(schema: str, token: str) -> set[str]:
    """The names in the business's list of leads."""
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(application), base_url=f"http://{HOSTS[schema]}"
    ) as client:
        head = {"Authorization": f"Bearer {token}"}
        answer = await client.get("/api/v1/leads/", params={"page_size": 200}, headers=head)
    return {lead["name"] for lead in answer.raise_for_status().json()["results"]}


async def in_the_worker(act: Act, player: int, play: Performance) -> None:
    await play.turn(player)
    asked = {"own": act.schema, "fault": act.fault, "elsewhere": act.elsewhere}
    await run_in_tenant(act.schema, enqueue, "tests.unruly", **asked)
    play.jobs += 1


async def as_news(act: Act, player: int, play: Performance) -> None:
    await play.turn(player)
    await tell(act.schema, act.fault, play)


PLACES: dict[str, Callable[[Act, int, Performance], Awaitable[None]]] = {
    each.__name__: each
    for each in (on_a_plain_thread, from_the_loop, in_the_queue, over_http, in_the_worker, as_news)
}


async def tell(schema: str, fault: str, play: Performance) -> None:
    """Publishes an event; with a fault in the same transaction nobody must hear of it."""
    number = next(numbers)
    play.told[str(number)] = schema
    elsewhere = Act("", schema).elsewhere
    await run_in_tenant(schema, _publish, number, fault, elsewhere)


def _publish(number: int, fault: str, elsewhere: str) -> None:
    with suppress(*EXPECTED), transaction.atomic():
        event_publish(KettleBoiled(id=number))
        FAULTS[fault](elsewhere, lambda: None)


@asynccontextmanager
async def listening(play: Performance) -> AsyncIterator[None]:
    """Open dashboards of both businesses hear what the block tells; the last of it ends them."""
    sockets = {schema: await dashboard(schema, play.tokens[schema]) for schema in SCHEMAS}
    yield
    for schema, socket in sockets.items():
        last = max(int(number) for number, whose in play.told.items() if whose == schema)
        heard: list[str] = []
        while str(last) not in heard:
            heard.append(json.loads((await socket.receive_output(TOO_LONG_SECONDS))["text"])["id"])
        play.seen.append((Act("dashboard", schema), {play.told.get(each, "unknown") for each in heard}))
        await socket.disconnect(timeout=TOO_LONG_SECONDS)


async def dashboard(schema: str, token: str) -> WebsocketCommunicator:
    socket = WebsocketCommunicator(
        socket_application, "/ws/events", headers=[(b"host", HOSTS[schema].encode())]
    )
    await socket.connect(TOO_LONG_SECONDS)
    await socket.send_json_to({"type": "authenticate", "token": token})
    assert (await socket.receive_json_from(TOO_LONG_SECONDS))["type"] == "ready"
    return socket


def job_result() -> tuple[Act, set[str]]:
    with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2 * TOO_LONG_SECONDS) as valkey:
        answer = valkey.blpop(DONE, timeout=TOO_LONG_SECONDS)
    assert answer is not None, "a job did not come back"
    schema, seen = json.loads(answer[1])
    return Act("job", schema), set(seen)


async def on_thread(function: Callable[..., T], *arguments: Any) -> T:
    return await asyncio.get_running_loop().run_in_executor(threads, partial(function, *arguments))
