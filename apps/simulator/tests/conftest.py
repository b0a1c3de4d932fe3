from collections.abc import AsyncIterator

import pytest

from apps.simulator.openai.pace import FAST
from apps.simulator.server import RunningSimulator, simulator_running
from apps.simulator.tests.bridge import ACCOUNT_SID, AUTH_TOKEN, Bridge, bridge_running


@pytest.fixture
async def simulator() -> AsyncIterator[RunningSimulator]:
    async with simulator_running(pace=FAST, twilio_account=(ACCOUNT_SID, AUTH_TOKEN)) as running:
        yield running


@pytest.fixture
async def bridge(simulator: RunningSimulator) -> AsyncIterator[Bridge]:
    async with bridge_running(simulator) as running:
        yield running
