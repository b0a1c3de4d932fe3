"""All that is learnt from a conversation once it is over."""

from collections.abc import Sequence
from typing import Any

import structlog
from django.db import transaction

from apps.assistant.models import Understanding
from apps.assistant.understanding.agreed import agreed_meeting
from apps.assistant.understanding.alone import alone
from apps.assistant.understanding.answers import UNDERSTANDING_RULES, UnderstandingAnswer
from apps.assistant.understanding.asking import model_asked
from apps.assistant.understanding.evident import Evident, fields_evident
from apps.assistant.understanding.proposals import meeting_propose
from apps.assistant.understanding.reading import (
    CONVERSATION,
    Talked,
    agreement_known,
    known_of,
    last_understanding,
    talked_since,
)
from apps.assistant.understanding.telling import Said, told
from apps.audit import actors
from apps.core import clock
from apps.core.errors import AppError
from apps.core.jobs import enqueue
from apps.crm.errors.leads import LeadNotFoundError
from apps.crm.models import FieldProvenance, Lead, SourceKind
from apps.crm.origin import Origin
from apps.crm.services.details import details_cleaned
from apps.crm.services.leads import lead_write
from apps.crm.services.locking import lead_locked

log = structlog.get_logger(__name__)


def conversation_understand(*, source_kind: str, source_id: int) -> Understanding | None:
    """What a call was about, or a conversation since it was understood last: stored, with details of the
    customer and a meeting that was agreed on and not booked as proposals; the memory follows in a job.

    Asked again it is what is stored. None when the customer never said anything, or the lead is gone. For
    jobs: no transaction is open. Raises ConversationBusyError and what `model_asked` raises.
    """
    with alone(source_kind, source_id):
        last = last_understanding(source_kind=source_kind, source_id=source_id)
        if last is not None and source_kind != CONVERSATION:
            return last
        after = last.last_turn_id if last is not None else 0
        talked = talked_since(source_kind=source_kind, source_id=source_id, after=after)
        if not talked.has_customers_words:
            return last
        try:
            answer = model_asked(
                UnderstandingAnswer,
                name="conversation",
                rules=UNDERSTANDING_RULES,
                told=told(known_of(talked), talked.turns),
                source_kind=source_kind,
                source_id=source_id,
            )
            return _store(talked, answer)
        except LeadNotFoundError:
            return None


@transaction.atomic
def _store(talked: Talked, answer: UnderstandingAnswer) -> Understanding:
    lead = lead_locked(lead_id=talked.conversation.lead_id)
    understanding = Understanding.objects.create(
        lead=lead,
        source_kind=talked.source_kind,
        source_id=talked.source_id,
        last_turn_id=max(each.pk for each in talked.messages),
        summary=answer.summary,
        next_step=answer.next_step,
        topic=" ".join(answer.topic.split())[: Understanding.LONGEST_TOPIC],
        sentiment=answer.sentiment or "",
        intents=_intents(answer, talked.turns),
        created_at=clock.now(),
    )
    for evident in fields_evident(answer.fields, talked.turns):
        _propose(lead, evident, talked)
    known, diary = agreement_known(lead, talked)
    agreed = agreed_meeting(talked.turns, answer.intents, known=known, diary=diary)
    # The time may have passed since it was said.
    if agreed is not None and (agreed.starts_at is None or agreed.starts_at > known.local(clock.now())):
        meeting_propose(lead=lead, source_kind=talked.source_kind, source_id=talked.source_id, agreed=agreed)
    enqueue("assistant.memory_make", understanding_id=understanding.pk)
    return understanding


def _intents(answer: UnderstandingAnswer, turns: Sequence[Said]) -> list[dict[str, Any]]:
    """One for each turn of the customer, by the turn's id; what the model passed over is about nothing."""
    by_turn = {each.turn: each for each in answer.intents}
    found = []
    for number, said in enumerate(turns, start=1):
        if said.is_customers:
            intent = by_turn.get(number)
            told_of = intent.model_dump(exclude={"turn"}) if intent else {"intent": "none"}
            found.append({"turn": said.turn_id, **told_of})
    return found


def _propose(lead: Lead, evident: Evident, talked: Talked) -> None:
    """Fills what is empty: what stands there was said to a tool, or written by a person. A value that was
    rejected is not proposed again.
    """
    if getattr(lead, evident.field):
        return
    rejected = FieldProvenance.objects.filter(
        lead=lead, field=evident.field, value=evident.value, status=FieldProvenance.Status.REJECTED
    )
    if rejected.exists():
        return
    try:
        wanted = details_cleaned({evident.field: evident.value})
    except AppError as error:
        log.info("field_not_proposed", field=evident.field, code=error.code)
        return
    is_call = talked.source_kind == SourceKind.CALL
    lead_write(
        lead,
        wanted,
        actor=actors.AI,
        origin=Origin(
            kind=SourceKind.CALL if is_call else SourceKind.MESSAGE,
            id=talked.source_id,
            turn=evident.turn_id,
            confidence=evident.confidence,
        ),
    )
