"""`python -m apps.simulator`: the stand-ins on 127.0.0.1:SIMULATOR_PORT."""

import asyncio
import os
import signal
import sys

from apps.simulator.server import HOST, simulator_running


async def main() -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    async with simulator_running(port=int(os.environ.get("SIMULATOR_PORT", "8090"))) as running:
        sys.stdout.write(f"simulator on http://{HOST}:{running.port}\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    asyncio.run(main())
