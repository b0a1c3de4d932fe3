"""What customers asked and nobody had answered: alike ones together, the most asked first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from apps.assistant.faq.coverage import Told
from apps.assistant.faq.live import faq_live
from apps.assistant.faq.words import split
from apps.assistant.models import FaqQuestion
from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.core import clock
from apps.core.errors import NotFoundError

LOOKED_BACK = timedelta(days=60)
MOST_LOOKED_AT = 300
MOST_SHOWN = 20
# Two questions are one when each says so much of the other.
ALIKE = 0.65


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`question`: as it was asked last. `ids`: all that ask it."""

    question: str
    ids: tuple[int, ...]
    last_asked_at: datetime

    @property
    def count(self) -> int:
        return len(self.ids)


def faq_suggestions() -> list[Suggestion]:
    """Of the last two months. One that has an answer by now is left out."""
    since = clock.now() - LOOKED_BACK
    asked = FaqQuestion.objects.filter(step=FaqQuestion.Step.NONE, is_settled=False, created_at__gte=since)
    newest = list(asked.order_by("-created_at")[:MOST_LOOKED_AT])
    matchers = {channel: faq_live(channel=channel).matcher for channel in {each.channel for each in newest}}
    groups: list[tuple[Told, list[FaqQuestion]]] = []
    for question in newest:
        if matchers[question.channel].match(question.text).chosen is not None:
            continue
        told = Told(split(question.text))
        same = next((rows for other, rows in groups if _are_alike(told, other)), None)
        if same is None:
            groups.append((told, [question]))
        else:
            same.append(question)
    groups.sort(key=lambda group: -len(group[1]))
    return [
        Suggestion(rows[0].text, tuple(row.pk for row in rows), rows[0].created_at)
        for _, rows in groups[:MOST_SHOWN]
    ]


@transaction.atomic
def faq_questions_settle(*, ids: Collection[int], actor: Actor) -> int:
    """Nobody wants to hear of these again. Returns how many of them were open until now.

    Raises NotFoundError unless each is a question of this business; then none is settled.
    """
    wanted = set(ids)
    if FaqQuestion.objects.filter(pk__in=wanted).count() != len(wanted):
        raise NotFoundError
    settled = FaqQuestion.objects.filter(pk__in=wanted, is_settled=False).update(is_settled=True)
    if settled:
        audit_record(
            actor=actor,
            action="faq_question.settled",
            target_kind="faq_question",
            target_id=min(wanted),
            data={"count": settled},
        )
    return settled


def _are_alike(one: Told, other: Told) -> bool:
    return min(one.share_in(other), other.share_in(one)) >= ALIKE
