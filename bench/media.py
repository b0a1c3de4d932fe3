"""The media path: what the bridge adds to a call, and whether it knows what the caller heard.

Plays Twilio and OpenAI at once against the whole running product, over real sockets and the front door. The
process that carries the calls is held to one core; everything else shares the machine with it.
"""

import argparse
import asyncio
import json
import statistics
from typing import Any

import httpx
import uvloop

from bench.phone.line import Line, line_open
from bench.phone.model import Model, Session
from bench.phone.system import AUTH_TOKEN, System, system_running

CALLS = 20
SECONDS = 30
# Turns are stored and announced while audio runs: each of them is Python work beside the audio.
WORDS_EVERY_SECONDS = 3
MEDIA_CORE = 0


async def call_open(system: System, model: Model, client: httpx.AsyncClient) -> tuple[Line, Session]:
    line = await line_open(base_url=system.base_url, auth_token=AUTH_TOKEN, client=client)
    return line, await model.next_session()


async def load(system: System, model: Model, client: httpx.AsyncClient, *, calls: int) -> dict[str, float]:
    """`calls` at once: both sides speak all the time, the model in real time."""
    pairs = []
    for _ in range(calls):
        pairs.append(await call_open(system, model, client))
        await asyncio.sleep(0.05)
    await asyncio.gather(*(session.greeted.wait() for _, session in pairs))
    process = system.media_process()
    before = sum(process.cpu_times()[:2])
    await asyncio.gather(
        *(line.speak(SECONDS) for line, _ in pairs),
        *(speak_from(session, index / calls * 0.2) for index, (_, session) in enumerate(pairs)),
    )
    cpu = sum(process.cpu_times()[:2]) - before
    await asyncio.sleep(0.5)
    for line, _ in pairs:
        line.hang_up()
    await asyncio.sleep(1.0)
    inbound = [age for _, session in pairs for age in session.inbound_ms]
    outbound = [age for line, _ in pairs for age in line.outbound_ms]
    sent = sum(line.frames_sent for line, _ in pairs)
    spoken = calls * SECONDS * 50
    return {
        "inbound_p50_ms": statistics.median(inbound),
        "inbound_p99_ms": statistics.quantiles(inbound, n=100)[98],
        "outbound_p50_ms": statistics.median(outbound),
        "outbound_p99_ms": statistics.quantiles(outbound, n=100)[98],
        "frames_lost": sent
        - sum(session.frames for _, session in pairs)
        + spoken
        - sum(line.frames_played for line, _ in pairs),
        "cpu_ms_per_call_second": cpu * 1000 / (calls * SECONDS),
        "sockets_left_open": model.open_sockets,
    }


async def speak_from(session: Session, seconds: float) -> None:
    """In real time, a fraction of a delta after the others: calls do not march in step."""
    await asyncio.sleep(seconds)
    reply = asyncio.create_task(session.reply(1, milliseconds=SECONDS * 1000, speed=1.0))
    for second in range(0, SECONDS, WORDS_EVERY_SECONDS):
        session.words(1, f"המשפט שנאמר עד השנייה {second}")
        await asyncio.sleep(WORDS_EVERY_SECONDS)
    await reply


async def scenes(system: System, model: Model, client: httpx.AsyncClient) -> dict[str, float]:
    """Truncation against true playout. Milliseconds of error."""
    line, session = await call_open(system, model, client)
    await session.greeted.wait()
    voice = asyncio.create_task(line.speak(60))
    errors = {}
    await session.reply(1, milliseconds=8000, speed=5.0)
    await asyncio.sleep(3.0 - 8.0 / 5)
    errors["cut_at_3s"] = await interrupt(line, session, 1)
    await session.reply(2, milliseconds=600, speed=600 / 100)
    await asyncio.sleep(0.05)
    errors["next_cut_at_150ms"] = await interrupt(line, session, 2)
    await session.reply(3, milliseconds=4000, speed=5.0)
    await session.reply(4, milliseconds=5000, speed=5.0)
    await asyncio.sleep(4.0 + 1.5 - 9.0 / 5)
    errors["queued_cut_at_1500ms"] = await interrupt(line, session, 4)
    voice.cancel()
    line.hang_up()
    await asyncio.sleep(1.0)
    return errors


async def interrupt(line: Line, session: Session, item: int) -> float:
    """The caller cuts in. The difference between what the model is told of `item` and what was heard."""
    line.cleared.clear()
    session.told.clear()
    known = len(session.truncates)
    session.caller_speaks(f"user_{item}")
    await asyncio.wait_for(line.cleared.wait(), 5)
    await asyncio.wait_for(session.told.wait(), 5)
    told = session.truncates[-1]
    session.caller_is_done(f"user_{item}")
    if told["item_id"] != f"item_{item}" or len(session.truncates) != known + 1:
        return float("inf")
    return float(abs(told["audio_end_ms"] - line.truths[-1][item]))


async def measure(openai: Model, system: System) -> dict[str, Any]:
    async with httpx.AsyncClient(timeout=30) as client:
        errors = await scenes(system, openai, client)
        return {"scenes_error_ms": errors, **await load(system, openai, client, calls=CALLS)}


def targets_of(found: dict[str, Any]) -> list[dict[str, Any]]:
    worst = max(found["scenes_error_ms"].values())
    rows = [
        ("inbound added p50", found["inbound_p50_ms"], "ms", 2),
        ("inbound added p99", found["inbound_p99_ms"], "ms", 15),
        ("outbound added p50", found["outbound_p50_ms"], "ms", 2),
        ("outbound added p99", found["outbound_p99_ms"], "ms", 15),
        ("truncation error, worst scene", worst, "ms", 40),
        ("frames lost", found["frames_lost"], "frames", 0),
        ("upstream sockets open after hang-up", found["sockets_left_open"], "sockets", 0),
    ]
    return [
        {"name": name, "value": round(value, 2), "unit": unit, "target": target, "met": value <= target}
        for name, value, unit, target in rows
    ]


async def main_async() -> dict[str, Any]:
    model = Model()
    base_url = await model.start()
    loop = asyncio.get_running_loop()
    running = system_running(openai_base_url=base_url, core=MEDIA_CORE)
    system = await loop.run_in_executor(None, running.__enter__)
    try:
        return await measure(model, system)
    finally:
        await loop.run_in_executor(None, running.__exit__, None, None, None)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.media")
    parser.add_argument("--json", action="store_true", help="only the JSON line")
    as_json = parser.parse_args().json
    found = uvloop.run(main_async())
    targets = targets_of(found)
    if not as_json:
        for target in targets:
            print(f"{target['name']:40} {target['value']:>8} {target['unit']:8} (target {target['target']})")
    print(json.dumps({**found, "calls": CALLS, "seconds": SECONDS, "targets": targets}))


if __name__ == "__main__":
    main()
