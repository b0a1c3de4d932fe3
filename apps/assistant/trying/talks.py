"""A talk with the assistant that nobody has: a draft answers as text, and what it did on the way is seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

from apps.assistant.agent.reply import ToolUse
from apps.assistant.agent.services import text_agent_try
from apps.assistant.errors import ReplyFailedError
from apps.assistant.guards.evidence import ASSISTANT, CUSTOMER, Turn
from apps.assistant.models import PromptTestRun, PromptVersion
from apps.assistant.prompting.errors import NoDraftError
from apps.assistant.trying.errors import TalkUnansweredError

Wording = PromptTestRun.Wording
MOST_TURNS = 40
LONGEST_TURN = 2_000


@dataclass(frozen=True, slots=True)
class TalkTurn:
    """`tools`: what an earlier answer of the assistant called, as it was told."""

    author: str
    text: str
    tools: tuple[ToolUse, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """`faq_entry_id` and `faq_step`: which frequent question answered, and how it was found. `guards`: what
    was stopped, by the name of the guard.
    """

    text: str
    tools: tuple[ToolUse, ...]
    faq_entry_id: int | None
    faq_step: str
    guards: tuple[dict[str, str], ...]
    cost_micro_usd: int
    elapsed_ms: int

    @property
    def turn(self) -> TalkTurn:
        return TalkTurn(ASSISTANT, self.text, self.tools)


def talk_try(*, channel: str, wording: Wording, talk: Sequence[TalkTurn]) -> Tried:
    """The answer to the last turn, which is the customer's. Nothing stays of it but what it cost.

    For jobs and requests: never inside a transaction. Raises NoDraftError, TalkUnansweredError.
    """
    prompt_text = _draft_text(channel) if wording == Wording.DRAFT else None
    began = monotonic()
    try:
        reply = text_agent_try(
            turns=[Turn(turn.author, turn.text, is_exact=True) for turn in talk],
            runs=[
                (place - 1, use, f"earlier-{place}-{number}")
                for place, turn in enumerate(talk)
                for number, use in enumerate(turn.tools)
            ],
            channel=channel,
            prompt_text=prompt_text,
        )
    except ReplyFailedError:
        raise TalkUnansweredError from None
    return Tried(
        text=reply.text,
        tools=reply.tools,
        faq_entry_id=reply.faq.entry_id if reply.faq else None,
        faq_step=reply.faq.step if reply.faq else "none",
        guards=tuple({"guard": hit.guard.value, "words": hit.words} for hit in reply.guards),
        cost_micro_usd=reply.cost_micro_usd,
        elapsed_ms=_since(began),
    )


def talk_of(turns: Sequence[dict[str, Any]]) -> list[TalkTurn]:
    """As the API takes them."""
    return [
        TalkTurn(turn["author"], turn["text"], tuple(ToolUse(**use) for use in turn.get("tools", ())))
        for turn in turns
    ]


def customer_says(text: str) -> TalkTurn:
    return TalkTurn(CUSTOMER, text)


def _draft_text(channel: str) -> str:
    draft = PromptVersion.objects.filter(channel=channel, state=PromptVersion.State.DRAFT).first()
    if draft is None:
        raise NoDraftError
    return draft.text


def _since(began: float) -> int:
    return round((monotonic() - began) * 1000)
