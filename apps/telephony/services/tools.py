import time
from dataclasses import replace
from functools import partial

import orjson

from apps.assistant.guards.evidence import ASSISTANT, CUSTOMER, Talk, ToolDone, Turn
from apps.assistant.selectors import tool_runs_of
from apps.assistant.tools import ToolContext, tool_run
from apps.conversations.models import Message
from apps.conversations.selectors import messages_of
from apps.core import clock
from apps.core.lost import again_if_lost
from apps.telephony.media.commands import RunTool
from apps.telephony.media.lines import TOOL_LATE
from apps.telephony.media.permit import Permit
from apps.telephony.services.calls import AnsweredCall

# A turn is transcribed beside the answer to it: what depends on its words waits so long for them.
WORDS_SECONDS = 1.5
LOOK_SECONDS = 0.1
NEEDS_WORDS = b'"phone"'
TYPED = "typed_"


def call_tool_run(*, answered: AnsweredCall, wanted: RunTool, permit: Permit) -> str:
    """Run one tool of a call; returns the JSON text for the model, errors included.

    Does nothing, and says what is said of that, when `permit` was withdrawn before there was a connection.
    Raises what the database raises when it is away.
    """
    context = again_if_lost(partial(_context, answered, wanted))
    if not permit.begin():
        return TOOL_LATE
    outcome = tool_run(name=wanted.call.name, arguments=wanted.call.arguments, context=context)
    return orjson.dumps(outcome.output).decode()


def _context(answered: AnsweredCall, wanted: RunTool) -> ToolContext:
    messages = _messages(answered, wanted)
    measured = {message.external_id: message.confidence for message in messages}
    return ToolContext(
        channel="phone",
        source_kind="call",
        source_id=answered.call_id,
        lead_id=answered.lead_id,
        caller_e164=answered.caller_e164 or None,
        tool_call_id=wanted.call.call_id,
        turn_id=wanted.after_item,
        # Possibly not yet: the journal tells it then.
        confidence=measured.get(wanted.after_item),
        talk=_talk(answered.call_id, messages),
        known=replace(answered.snapshot.known, now=clock.now()),
    )


def _messages(answered: AnsweredCall, wanted: RunTool) -> list[Message]:
    """The turns so far; for a number that somebody confirmed, with the words that confirmed it."""
    deadline = time.monotonic() + WORDS_SECONDS
    while True:
        messages = list(messages_of(source_kind="call", source_id=answered.call_id))
        is_there = any(message.external_id == wanted.after_item and message.text for message in messages)
        if is_there or not wanted.after_item or NEEDS_WORDS not in wanted.call.arguments.encode():
            return messages
        if time.monotonic() >= deadline:
            return messages
        time.sleep(LOOK_SECONDS)


def _talk(call_id: int, messages: list[Message]) -> Talk:
    turns = (
        Turn(
            CUSTOMER if message.author == Message.Author.CUSTOMER else ASSISTANT,
            message.text,
            is_exact=message.external_id.startswith(TYPED),
        )
        for message in messages
        if message.text
    )
    runs = tool_runs_of(source_kind="call", source_id=call_id)
    return Talk(turns=tuple(turns), tools=tuple(ToolDone(run.name, run.ok, run.output) for run in runs))
