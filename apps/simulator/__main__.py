"""`python -m apps.simulator`: the stand-ins on 127.0.0.1:SIMULATOR_PORT."""

import asyncio
import os
import signal
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from apps.simulator.address import address_kept
from apps.simulator.server import simulator_running


async def main() -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    port = int(os.environ.get("SIMULATOR_PORT") or "8090")
    sid, token = os.environ.get("TWILIO_ACCOUNT_SID"), os.environ.get("TWILIO_AUTH_TOKEN")
    async with simulator_running(
        port=port, twilio_account=(sid, token) if sid and token else None
    ) as running:
        with address_kept(running.base_url):
            sys.stdout.write(f"simulator on {running.base_url}\n")
            sys.stdout.flush()
            await stopped.wait()


def is_production() -> bool:
    """Under production's settings, also when those refuse to be read."""
    if not os.environ.get("DJANGO_SETTINGS_MODULE"):
        return False
    try:
        return bool(getattr(settings, "IS_PRODUCTION", False))
    except ImproperlyConfigured:
        return True


if __name__ == "__main__":
    if is_production():
        sys.exit(
            "The simulator does not start under production's settings: it would answer instead of the model."
        )
    asyncio.run(main())
