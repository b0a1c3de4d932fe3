"""One dialogue through the product: over the telephone's bridge, or as messages to the text agent."""

import asyncio
import threading
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from apps.simulator.dialogue.habits import Habit
from apps.simulator.twilio.caller import place_call
from apps.simulator.twilio.scenario import Act, HearOut, Press, Scenario, Speak
from apps.simulator.twilio.settings import CallSettings
from bench.talks.script import Script
from bench.talks.slowness import diary_slow
from bench.talks.stage import Stage
from bench.talks.system import ACCOUNT_SID, AUTH_TOKEN, ZONE, System

CLOSING_SECONDS = 30
SIGNED = "$signed "


def played(script: Script, stage: Stage, system: System) -> list[str]:
    """What went wrong on the way; what came of it is asked of the database."""
    _written(script.customer.get("wrote", ()), stage)
    for habit in script.model:
        calls = [(name, _signed(given, stage)) for name, given in habit.get("calls", ())]
        system.openai.state.habits.add(Habit(**{**habit, "calls": calls}, where=stage.caller[-4:]))
    with diary_slow(stage, seconds=script.business.get("slow", 0)):
        if script.channel == "phone":
            return _phoned(script, stage, system)
        _written(script.says, stage)
        return []


def _signed(given: dict[str, Any], stage: Stage) -> dict[str, Any]:
    """A slot's id that is real, as it may stand in another conversation."""
    from apps.assistant.slot_ids import SlotWanted, slot_id_of

    def signed(value: Any) -> Any:
        if not isinstance(value, str) or not value.startswith(SIGNED):
            return value
        starts_at = datetime.fromisoformat(value.removeprefix(SIGNED)).replace(tzinfo=ZONE)
        return slot_id_of(SlotWanted(starts_at=starts_at), schema=stage.schema)

    return {name: signed(value) for name, value in given.items()}


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


def _written(says: Sequence[Any], stage: Stage) -> None:
    from apps.tenants.context import in_tenant

    if not says:
        return
    with in_tenant(stage.schema):
        thread = _Thread(stage.caller)
        for line in says:
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
