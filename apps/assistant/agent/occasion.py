"""Whose answer it is: where its tools act, and where what it took and what was stopped is kept."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from apps.assistant.agent.reply import Spent, ToolUse
from apps.assistant.faq.answering import FaqOutcome, faq_answer
from apps.assistant.faq.asking import is_question
from apps.assistant.guards.evidence import Known, Talk
from apps.assistant.guards.kinds import Hit
from apps.assistant.handlers import CONVERSATION, ToolContext
from apps.assistant.hits import guard_hits_record
from apps.assistant.models import FaqQuestion
from apps.assistant.tools import tool_run
from apps.audit import actors
from apps.crm.services.capture import lead_capture
from apps.tenants.context import current_schema
from apps.usage.services import usage_record

TRIAL = "trial"
NOT_ASKED = FaqOutcome(entry_id=None, step=FaqQuestion.Step.NONE, elapsed_ms=0)
# Nobody has it; the lead it makes is gone before anybody could see it.
TRIAL_NUMBER = "+972500000000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """`is_trial`: nothing of it stays but its cost. Without a lead it is an unknown customer."""

    channel: str
    lead_id: int | None = None
    source_id: int = 0
    turn_id: str = ""
    is_trial: bool = False

    @property
    def _source_kind(self) -> str:
        return TRIAL if self.is_trial else CONVERSATION

    def tool_use(self, known: Known, name: str, arguments: str, call_id: str, talk: Talk) -> ToolUse:
        with self._lead() as lead_id:
            context = ToolContext(
                channel=self.channel,
                source_kind=CONVERSATION,
                source_id=self.source_id,
                lead_id=lead_id,
                tool_call_id=call_id,
                turn_id=self.turn_id,
                talk=talk,
                known=known,
            )
            outcome = tool_run(name=name, arguments=arguments, context=context)
        return ToolUse(name, _object(arguments), outcome.ok, outcome.output)

    def faq(self, question: str) -> FaqOutcome:
        """A yes in the middle of a booking is near many questions and asks none."""
        if not is_question(question):
            return NOT_ASKED
        return faq_answer(
            channel=self.channel,
            question=question,
            source_kind=self._source_kind,
            source_id=self.source_id,
            lead_id=self.lead_id,
            is_stored=not self.is_trial,
        )

    def hits_keep(self, hits: Iterable[Hit]) -> None:
        if self.is_trial or self.lead_id is None:
            return
        guard_hits_record(
            hits=hits,
            channel=self.channel,
            source_kind=CONVERSATION,
            source_id=self.source_id,
            lead_id=self.lead_id,
            external_id=f"reply to {self.turn_id}",
        )

    def cost_keep(self, spent: Spent, *, model: str) -> int:
        """In micro-USD."""
        record = usage_record(
            business_schema=current_schema(),
            source_kind=self._source_kind,
            source_id=self.source_id,
            provider_id=spent.response_id,
            model=model,
            kind="text",
            tokens=spent.tokens,
        )
        return record.cost_micro_usd

    @contextmanager
    def _lead(self) -> Iterator[int]:
        """Who the tools act for. What they do for a trial is undone at once."""
        if not self.is_trial and self.lead_id is not None:
            yield self.lead_id
            return
        with transaction.atomic():
            yield self.lead_id if self.lead_id is not None else _nobody(self.channel)
            transaction.set_rollback(True)


def _nobody(channel: str) -> int:
    details = {"phone": TRIAL_NUMBER}
    return lead_capture(source=channel, actor=actors.AI, details=details).lead.pk


def _object(arguments: str) -> dict[str, object]:
    try:
        given = json.loads(arguments or "{}")
    except ValueError:
        return {}
    return given if isinstance(given, dict) else {}
