from dataclasses import dataclass
from typing import Any

from apps.assistant.faq.answering import FaqOutcome
from apps.assistant.guards.evidence import ToolDone
from apps.assistant.guards.kinds import Hit


@dataclass(frozen=True, slots=True)
class ToolUse:
    """One call of a tool, as the model made it and what it was told."""

    name: str
    arguments: dict[str, Any]
    ok: bool
    output: dict[str, Any]

    @property
    def done(self) -> ToolDone:
        return ToolDone(self.name, self.ok, self.output)


@dataclass(frozen=True, slots=True)
class Spent:
    """What one answer of the model took; `response_id` is the provider's."""

    response_id: str
    tokens: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentReply:
    """`text` is empty when nothing is to be sent: a person goes on from here, `handed_over` says why.

    `guards`: what was stopped on the way. `cost_micro_usd`: what the models took for it. `faq`: what the fast
    path made of the message; with an entry of its own the text is that answer, and no model was asked.
    """

    text: str
    tools: tuple[ToolUse, ...] = ()
    faq: FaqOutcome | None = None
    guards: tuple[Hit, ...] = ()
    cost_micro_usd: int = 0
    handed_over: str = ""
