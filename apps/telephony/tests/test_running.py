import asyncio
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels_redis.pubsub import RedisPubSubChannelLayer
from structlog.testing import capture_logs

from apps.core.testing import PATIENCE_SECONDS
from apps.telephony import running
from apps.telephony.call_key import CallKey
from apps.telephony.running import RunningCall, call_carried, calls_running, is_running
from apps.tenants.models import Business
from prosaas.local.ports import port_free


class Runner:
    """Stands in for the shell of a call: remembers how it was ended."""

    def __init__(self) -> None:
        self.ends: list[str] = []
        self.ended = asyncio.Event()

    def end(self, reason: str) -> None:
        self.ends.append(reason)
        self.ended.set()


@pytest.fixture
async def _own_listener(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Not the one of the server that runs beside the tests."""
    monkeypatch.setattr(running, "_listener", None)
    yield
    listener: Any = running._listener
    if listener is not None:
        listener.task.cancel()
        await asyncio.gather(listener.task, return_exceptions=True)


async def test_a_call_told_to_end_before_it_began_ends_when_it_begins() -> None:
    call, runner = RunningCall("b_halutz"), Runner()
    call.end()
    call.run_by(runner)

    assert runner.ends == ["business_unavailable"]


@pytest.mark.usefixtures("_own_listener")
async def test_a_call_counts_while_it_runs(business: Business) -> None:
    ours, theirs = CallKey("b_halutz", "CA1"), CallKey("b_shaked", "CA2")
    with call_carried(ours), call_carried(theirs):
        of_the_other_business = CallKey("b_shaked", "CA1")
        assert (calls_running(), is_running(ours), is_running(of_the_other_business)) == (2, True, False)

    assert (calls_running(), is_running(ours)) == (0, False)


@pytest.mark.usefixtures("_own_listener")
async def test_without_valkey_the_listener_looks_for_itself_and_says_so(
    tenants_db: None, business: Business, other_business: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = RedisPubSubChannelLayer(hosts=[f"redis://127.0.0.1:{port_free()}/0"])
    monkeypatch.setattr(running, "get_channel_layer", lambda: gone)
    ours, theirs = Runner(), Runner()
    await sync_to_async(Business.objects.filter(pk=business.pk).update)(status="suspended")

    with (
        capture_logs() as logs,
        call_carried(CallKey("b_halutz", "CA1")) as our_call,
        call_carried(CallKey("b_shaked", "CA2")) as their_call,
    ):
        our_call.run_by(ours)
        their_call.run_by(theirs)
        await asyncio.wait_for(ours.ended.wait(), PATIENCE_SECONDS)

    assert (ours.ends, theirs.ends) == (["business_unavailable"], [])
    assert [entry["event"] for entry in logs] == ["access_listener_lost"]
