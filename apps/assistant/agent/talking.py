"""What was said and done in a thread until now, as the model and the guards are told of it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from apps.assistant.agent.reply import ToolUse
from apps.assistant.guards.evidence import ASSISTANT, CUSTOMER, Talk, Turn
from apps.assistant.models import ToolRun
from apps.conversations.models import Message

# What the model is told of before the last message: enough to follow, little enough to be cheap.
TURNS_TOLD, RUNS_TOLD = 30, 12
THEIRS = Message.Author.CUSTOMER
Items = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Thread:
    """`turns` and `runs` in their order; each run stands behind the turn `after`, counted from 0."""

    turns: tuple[Turn, ...]
    runs: tuple[tuple[int, ToolUse, str], ...] = ()

    @property
    def talk(self) -> Talk:
        return Talk(turns=self.turns, tools=tuple(use.done for _, use, _ in self.runs))

    def items(self) -> Items:
        """As the Responses API takes it: messages, calls and their results."""
        told: Items = []
        for place, turn in enumerate(self.turns):
            role = "user" if turn.author == CUSTOMER else "assistant"
            told.append({"role": role, "content": turn.text})
            for after, use, call_id in self.runs:
                if after == place:
                    told += call_items(use, call_id)
        return told


def call_items(use: ToolUse, call_id: str) -> Items:
    arguments = json.dumps(use.arguments, ensure_ascii=False)
    output = json.dumps(use.output, ensure_ascii=False)
    return [
        {"type": "function_call", "call_id": call_id, "name": use.name, "arguments": arguments},
        {"type": "function_call_output", "call_id": call_id, "output": output},
    ]


def thread_of(messages: Sequence[Message], runs: Iterable[ToolRun]) -> Thread:
    """Each run behind the message that it answered; what staff wrote counts as the business's own word."""
    turns = [
        Turn(CUSTOMER if message.author == THEIRS else ASSISTANT, message.text, is_exact=True)
        for message in messages
    ]
    places = {message.external_id: place for place, message in enumerate(messages)}
    placed = [
        (places[run.turn_id], ToolUse(run.name, run.arguments, run.ok, run.output), run.tool_call_id)
        for run in runs
        if run.turn_id in places
    ]
    return Thread(tuple(turns), tuple(placed))
