"""One dialogue through the product: over the telephone's bridge, or as messages to the text agent."""

import asyncio
import threading
import time
from typing import Any

from apps.simulator.dialogue.habits import Habit
from apps.simulator.twilio.caller import place_call
from apps.simulator.twilio.scenario import Act, HearOut, Press, Scenario, Speak
from apps.simulator.twilio.settings import CallSettings
from bench.talks.script import Script
from bench.talks.stage import Stage
from bench.talks.system import ACCOUNT_SID, AUTH_TOKEN, System

CLOSING_SECONDS = 30


def played(script: Script, stage: Stage, system: System) -> list[str]:
    """What went wrong on the way; what came of it is asked of the database."""
    for habit in script.model:
        calls = [tuple(call) for call in habit.get("calls", ())]
        system.openai.state.habits.add(Habit(**{**habit, "calls": calls}, where=stage.caller[-4:]))
    if script.channel == "phone":
        return _phoned(script, stage, system)
    _written(script, stage)
    return []


def _phoned(script: Script, stage: Stage, system: System) -> list[str]:
    settings = CallSettings(
        base_url=system.base_url,
        account_sid=ACCOUNT_SID,
        auth_token=AUTH_TOKEN,
        from_number=stage.caller,
        to_number=stage.number,
    )
    acts: list[Act] = [HearOut()]
    for line in script.says:
        acts += [Press(str(line["keys"])) if isinstance(line, dict) else Speak(line), HearOut()]
    report = asyncio.run(place_call(settings, Scenario(script.name, tuple(acts), script.name)))
    _books_closed(report.call_sid)
    # Where the assistant is cut off, half a letter of it is heard.
    return [problem for problem in report.problems if "damaged" not in problem]


def _books_closed(sid: str) -> None:
    """The call is over in the database too."""
    from apps.telephony.running import calls_running

    deadline, waiting = time.monotonic() + CLOSING_SECONDS, threading.Event()
    while calls_running() and time.monotonic() < deadline:
        waiting.wait(0.05)


def _written(script: Script, stage: Stage) -> None:
    from apps.tenants.context import in_tenant

    with in_tenant(stage.schema):
        thread = _Thread(stage.caller)
        for line in script.says:
            thread.write("customer", str(line))
            thread.answer()


class _Thread:
    """A customer's messages, as a channel would bring them. Each is a second after the one before."""

    def __init__(self, caller: str) -> None:
        from apps.conversations.services import conversation_open
        from apps.crm.models import Lead

        self._conversation = conversation_open(lead_id=Lead.objects.get(phone=caller).pk, channel="whatsapp")
        self._count = 0

    def write(self, author: str, text: str) -> None:
        from apps.conversations.services import message_upsert
        from apps.core import clock

        self._count += 1
        message_upsert(
            conversation_id=self._conversation.pk,
            source_kind="conversation",
            source_id=self._conversation.pk,
            external_id=f"m{self._count}",
            position=self._count,
            author=author,
            text=text,
            started_at=clock.now(),
        )

    def answer(self) -> Any:
        from apps.assistant.agent.services import text_agent_reply

        self._conversation.refresh_from_db()
        if self._conversation.ai_state != "on":
            return
        reply = text_agent_reply(conversation_id=self._conversation.pk, channel="whatsapp")
        if reply.text:
            self.write("ai", reply.text)
