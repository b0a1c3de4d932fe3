"""The fast path: a question the business has answered is answered by its own words."""

from dataclasses import dataclass
from time import monotonic
from typing import Any

import structlog
from django.db import DatabaseError, transaction

from apps.assistant.faq.asking import is_question, is_reply, is_request
from apps.assistant.faq.live import LiveFaq, faq_live
from apps.assistant.faq.matching import Match
from apps.assistant.faq.picking import Picked, question_picked
from apps.assistant.models import FaqQuestion
from apps.conversations.models import Channel
from apps.core.crypto import SecretUnreadableError
from apps.credentials.selectors import openai_key_of
from apps.tenants.context import current_schema
from apps.usage.services import usage_record
from apps.usage.tokens import chat_tokens

log = structlog.get_logger(__name__)
Step = FaqQuestion.Step


@dataclass(frozen=True, slots=True)
class FaqOutcome:
    """`entry_id` None: nothing here answers it. `answer` is what the business says on the channel."""

    entry_id: int | None
    step: str
    elapsed_ms: int
    answer: str = ""


def faq_answer(
    *,
    channel: str,
    question: str,
    source_kind: str = "",
    source_id: int | None = None,
    lead_id: int | None = None,
    is_stored: bool = True,
) -> FaqOutcome:
    """Whether the business has an answer to what a customer said, by which step, and how long that took.

    On the phone a text model may choose among what is near, within 800 ms; on WhatsApp none is asked. What
    it costs is always kept. What was asked is stored, answered or not, unless `is_stored` is False: somebody
    tries it out.
    """
    began = monotonic()
    live = faq_live(channel=channel)
    match = live.matcher.match(question)
    entry_id, step = None, Step.NONE
    picked: Picked | None = None
    if not is_request(question):
        entry_id, step = _chosen(match, only_exact=is_reply(question))
        if entry_id is None and channel == Channel.PHONE and match.is_close and is_question(question):
            entry_id, picked = _picked(question, live, match)
            step = Step.NONE if entry_id is None else Step.MODEL
    elapsed_ms = round((monotonic() - began) * 1000)
    outcome = FaqOutcome(entry_id, step, elapsed_ms, live.answers[entry_id] if entry_id is not None else "")
    if is_stored and (entry_id is not None or is_question(question)):
        _store(
            channel=channel,
            text=question[: FaqQuestion.LONGEST],
            source_kind=source_kind,
            source_id=source_id,
            lead_id=lead_id,
            entry_id=entry_id,
            step=step,
            elapsed_ms=elapsed_ms,
        )
    if picked is not None:
        _cost_keep(picked, source_kind=source_kind, source_id=source_id or 0)
    return outcome


def _chosen(match: Match, *, only_exact: bool) -> tuple[int | None, Step]:
    if not isinstance(match.chosen, int) or (only_exact and not match.is_exact):
        return None, Step.NONE
    return match.chosen, Step.EXACT if match.is_exact else Step.MATCH


def _picked(question: str, live: LiveFaq, match: Match) -> tuple[int | None, Picked | None]:
    ids = [candidate.id for candidate in match.best if isinstance(candidate.id, int)]
    try:
        key = openai_key_of(schema=current_schema())
    except SecretUnreadableError:
        return None, None
    picked = question_picked(asked=question, questions=[live.questions[each] for each in ids], key=key)
    if picked is None or picked.place is None:
        return None, picked
    return ids[picked.place], picked


def _store(**asked: Any) -> None:
    """A customer is answered all the same while the books are away."""
    try:
        with transaction.atomic():
            FaqQuestion.objects.create(**asked)
    except DatabaseError as error:
        log.warning("faq_question_unstored", error=type(error).__name__)


def _cost_keep(picked: Picked, *, source_kind: str, source_id: int) -> None:
    try:
        with transaction.atomic():
            usage_record(
                business_schema=current_schema(),
                source_kind=source_kind,
                source_id=source_id,
                provider_id=picked.response_id,
                model=picked.model,
                kind="text",
                tokens=chat_tokens(picked.usage),
            )
    except DatabaseError as error:
        log.warning("faq_pick_unbooked", error=type(error).__name__)
