"""What the front door adds to a media message: round trips straight to a server, and through Caddy."""

import argparse
import asyncio
import json
import os
import statistics
import tempfile
import time
from pathlib import Path

from aiohttp import ClientConnectionError, ClientSession, WSMsgType, web

from prosaas.local.bootstrap import ROOT
from prosaas.local.environment import Ports
from prosaas.local.ports import port_free
from prosaas.local.processes import commands, door_environment

ROUND_TRIPS = 2000
WARM_UP = 200
# 20 ms of the caller's audio as Twilio sends it.
MESSAGE = json.dumps({"event": "media", "streamSid": "MZ" + "0" * 32, "media": {"payload": "f" * 216}})
READY_SECONDS = 20


async def echo(request: web.Request) -> web.WebSocketResponse:
    socket = web.WebSocketResponse(compress=False)
    await socket.prepare(request)
    async for message in socket:
        if message.type is WSMsgType.TEXT:
            await socket.send_str(message.data)
    return socket


async def round_trips(url: str) -> list[float]:
    """Microseconds each, one after another."""
    taken = []
    async with ClientSession() as session, session.ws_connect(url) as socket:
        for _ in range(WARM_UP + ROUND_TRIPS):
            started = time.perf_counter()
            await socket.send_str(MESSAGE)
            await socket.receive_str()
            taken.append((time.perf_counter() - started) * 1e6)
    return taken[WARM_UP:]


async def door_answers(url: str) -> None:
    deadline = time.monotonic() + READY_SECONDS
    async with ClientSession() as session:
        while True:
            try:
                async with session.ws_connect(url):
                    return
            except ClientConnectionError:
                if time.monotonic() > deadline:
                    raise
                await asyncio.sleep(0.05)


async def measure() -> dict[str, float]:
    """Microseconds: the median and the 99th percentile, straight and through the door."""
    server_port, door_port = port_free(), port_free()
    application = web.Application()
    application.router.add_get("/ws/twilio/media", echo)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", server_port).start()
    ports = Ports(door=door_port, web=server_port, media=server_port, simulator=0)
    with tempfile.TemporaryDirectory() as folder:
        command = commands(ports, state=Path(folder), with_simulator=False)["door"]
        environment = os.environ | door_environment(ports, state=Path(folder))
        door = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env=environment, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            through = f"http://127.0.0.1:{door_port}/ws/twilio/media"
            await door_answers(through)
            straight_times = await round_trips(f"http://127.0.0.1:{server_port}/ws/twilio/media")
            through_times = await round_trips(through)
        finally:
            door.terminate()
            await door.wait()
            await runner.cleanup()
    figures: dict[str, float] = {}
    for name, times in {"straight": straight_times, "through": through_times}.items():
        figures[f"{name}_p50_us"] = round(statistics.median(times))
        figures[f"{name}_p99_us"] = round(statistics.quantiles(times, n=100)[98])
    figures["added_p50_us"] = figures["through_p50_us"] - figures["straight_p50_us"]
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.door")
    parser.add_argument("--json", action="store_true", help="one line for a machine")
    as_json = parser.parse_args().json
    figures = asyncio.run(measure())
    print(
        json.dumps(figures) if as_json else "\n".join(f"{name:18} {value}" for name, value in figures.items())
    )


if __name__ == "__main__":
    main()
