"""The shell of a call with hands of the test's own on both ends."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from apps.core.testing import PATIENCE_SECONDS
from apps.telephony.media import codec, realtime, runner
from apps.telephony.media.commands import RunTool
from apps.telephony.media.journal import Journal
from apps.telephony.media.lines import TOOL_BROKE
from apps.telephony.media.permit import Permit
from apps.telephony.media.recording import RecordingTracks
from apps.telephony.media.requests import Requests
from apps.telephony.media.runner import CallerGoneError, CallRunner
from apps.telephony.media.session import CallSession
from apps.telephony.media.spool import Spool
from apps.telephony.media.upstream import UpstreamError


async def nothing(*_: Any) -> None:
    return


async def for_ever(*_: Any) -> Any:
    await asyncio.Event().wait()


async def ran(
    tmp_path: Path,
    *,
    receive: Callable[[], Awaitable[codec.Message]] = for_ever,
    send: Callable[[str], Awaitable[None]] = nothing,
    open_upstream: Callable[[], Any] = for_ever,
    run_tool: Callable[[RunTool, Permit], Awaitable[str]] = for_ever,
) -> str:
    """Why the call ended."""
    journal = Journal(store=nothing, spool=Spool(entries=tmp_path / "1.journal", tracks={}))
    carried = CallRunner(
        session=CallSession(
            stream_sid="MZ1", greeting="שלום", models={"realtime": "m", "transcription": "t"}
        ),
        receive=receive,
        send=send,
        open_upstream=open_upstream,
        run_tool=run_tool,
        find_answer=for_ever,
        journal=journal,
        tracks=RecordingTracks(),
    )
    reason = await carried.run()
    await journal.close()
    return reason


async def test_a_caller_who_hangs_up_while_we_speak_hung_up(tmp_path: Path) -> None:
    """The socket refuses what we write before we have read that it is over."""
    is_refused = asyncio.Event()

    async def refuse(text: str) -> None:
        is_refused.set()
        raise CallerGoneError

    async def stop_after_that() -> codec.Message:
        await is_refused.wait()
        await asyncio.sleep(0)
        return codec.Stop("MZ1")

    assert await ran(tmp_path, receive=stop_after_that, send=refuse) == "caller_hung_up"


async def test_a_model_that_never_answers_the_handshake_ends_the_call_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bound is for all attempts together, whatever each of them may take."""
    monkeypatch.setattr(runner, "AWAY_SECONDS", 0.1)
    attempts = []

    async def hang() -> Any:
        attempts.append(1)
        await asyncio.Event().wait()

    async with asyncio.timeout(PATIENCE_SECONDS):
        assert await ran(tmp_path, open_upstream=hang) == "model_timeout"
    assert len(attempts) == 1


async def test_a_model_that_refuses_every_attempt_names_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "RECONNECT_SECONDS", (0.0, 0.01, 0.01))
    attempts = []

    async def refuse() -> Any:
        attempts.append(1)
        raise UpstreamError("model_unreachable")

    assert await ran(tmp_path, open_upstream=refuse) == "model_unreachable"
    assert len(attempts) == 3


async def test_a_socket_that_takes_nothing_and_says_nothing_is_lost(tmp_path: Path) -> None:
    async def refuse(text: str) -> None:
        raise CallerGoneError

    async with asyncio.timeout(PATIENCE_SECONDS):
        assert await ran(tmp_path, send=refuse) == "connection_lost"


class ModelWithATool:
    """A model that wants one tool, and says when it was told what came of it."""

    def __init__(self) -> None:
        self.requests = Requests()
        self.outputs: list[str] = []
        self.has_output = asyncio.Event()

    def attach(self, *, on_event: Callable[[realtime.Event], None], on_lost: Callable[[], None]) -> None:
        on_event(realtime.ToolCallItem("resp_1", realtime.ToolCall("call_1", "save_lead", "{}")))

    def send(self, data: bytes) -> None:
        item = orjson.loads(data).get("item", {})
        if item.get("type") == "function_call_output":
            self.outputs.append(item["output"])
            self.has_output.set()

    def close(self) -> None:
        return


async def test_a_tool_that_breaks_is_told_to_the_model_and_ends_no_call(tmp_path: Path) -> None:
    model = ModelWithATool()

    async def open_upstream() -> Any:
        return model

    async def break_down(wanted: RunTool, permit: Permit) -> str:
        raise ConnectionError

    async def stop_once_the_model_was_told() -> codec.Message:
        await model.has_output.wait()
        await asyncio.sleep(0)
        return codec.Stop("MZ1")

    async with asyncio.timeout(PATIENCE_SECONDS):
        reason = await ran(
            tmp_path,
            receive=stop_once_the_model_was_told,
            open_upstream=open_upstream,
            run_tool=break_down,
        )

    assert (reason, model.outputs) == ("caller_hung_up", [TOOL_BROKE])
    assert orjson.loads(TOOL_BROKE)["error"]["code"] == "tool_failed"
