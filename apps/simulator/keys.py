"""What the running simulator shares between its handlers."""

from dataclasses import dataclass, field

from aiohttp import web

from apps.simulator.openai.faults import FaultBox
from apps.simulator.openai.pace import Pace
from apps.simulator.openai.sessions import SessionBook


@dataclass
class State:
    """`refused_keys`: API keys answered with 401, for tests."""

    pace: Pace = field(default_factory=Pace)
    faults: FaultBox = field(default_factory=FaultBox)
    sessions: SessionBook = field(default_factory=SessionBook)
    refused_keys: set[str] = field(default_factory=lambda: {"bad-key"})


STATE: web.AppKey[State] = web.AppKey("state", State)
