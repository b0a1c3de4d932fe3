"""The shell of a call with hands of the test's own on both ends."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from apps.telephony.media import codec, runner
from apps.telephony.media.journal import Journal
from apps.telephony.media.recording import RecordingTracks
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
        run_tool=for_ever,
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

    async with asyncio.timeout(3):
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

    async with asyncio.timeout(3):
        assert await ran(tmp_path, send=refuse) == "connection_lost"
