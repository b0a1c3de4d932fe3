"""What the running simulator shares between its handlers."""

import asyncio
from dataclasses import dataclass, field

from aiohttp import web

from apps.simulator.dialogue.habits import Habits
from apps.simulator.openai.faults import FaultBox
from apps.simulator.openai.pace import Pace
from apps.simulator.openai.sessions import SessionBook
from apps.simulator.twilio.records import TwilioState


@dataclass
class State:
    """`refused_keys`: API keys answered with 401, for tests. `webhook_token` signs what Twilio sends."""

    pace: Pace = field(default_factory=Pace)
    faults: FaultBox = field(default_factory=FaultBox)
    habits: Habits = field(default_factory=Habits)
    sessions: SessionBook = field(default_factory=SessionBook)
    refused_keys: set[str] = field(default_factory=lambda: {"bad-key"})
    twilio: TwilioState = field(default_factory=TwilioState)
    webhook_token: str = ""
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def keep(self, task: asyncio.Task[None]) -> None:
        """Holds on to work in the background until it is done."""
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)


STATE: web.AppKey[State] = web.AppKey("state", State)
