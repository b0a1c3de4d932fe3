"""The questions a business answers now, ready to be matched: read once a process, until one changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from apps.assistant.faq.kept import LIVE_FAQ, TOLD_FAQ
from apps.assistant.faq.matching import FaqMatcher, Question
from apps.assistant.guards.evidence import Written
from apps.assistant.models import FaqEntry
from apps.conversations.models import Channel
from apps.core import clock
from apps.tenants.context import current_schema
from apps.tenants.selectors import business_by_schema


@dataclass(frozen=True, slots=True)
class ToldFaq:
    """`told`: questions and answers in the business's order. `written`: what the guards know of them."""

    told: tuple[tuple[str, str], ...]
    written: Written


@dataclass(frozen=True, slots=True)
class LiveFaq:
    matcher: FaqMatcher
    questions: Mapping[int, str]
    answers: Mapping[int, str]


def faq_live(*, channel: str) -> LiveFaq:
    """What holds today, where the business is. The first question of a day reads it anew."""
    today = _today()
    return LIVE_FAQ.get((channel, today), lambda: _read(channel, today))


def faq_told(*, channel: str, today: date) -> ToldFaq:
    """What the assistant may say of them on this channel. `today`: where the business is."""
    return TOLD_FAQ.get((channel, today), lambda: _told(channel, today))


def _today() -> date:
    business = business_by_schema(schema=current_schema())
    return clock.now().astimezone(ZoneInfo(business.timezone if business else "UTC")).date()


def _held(channel: str, today: date) -> QuerySet[FaqEntry]:
    begun = Q(valid_from=None) | Q(valid_from__lte=today)
    not_over = Q(valid_until=None) | Q(valid_until__gte=today)
    where = Q(on_phone=True) if channel == Channel.PHONE else Q(on_whatsapp=True)
    return FaqEntry.objects.filter(begun, not_over, where, is_active=True)


def _told(channel: str, today: date) -> ToldFaq:
    held = _held(channel, today).order_by("order", "pk")
    told = tuple((entry.question, _answer(entry, channel)) for entry in held)
    return ToldFaq(told, Written.of(part for entry in told for part in entry))


def _read(channel: str, today: date) -> LiveFaq:
    entries = list(_held(channel, today).order_by("order", "pk"))
    answers = {entry.pk: _answer(entry, channel) for entry in entries}
    questions = [
        Question(entry.pk, (entry.question, *entry.phrasings), answers[entry.pk], entry.priority)
        for entry in entries
    ]
    return LiveFaq(FaqMatcher(questions), {entry.pk: entry.question for entry in entries}, answers)


def _answer(entry: FaqEntry, channel: str) -> str:
    return (entry.whatsapp_answer if channel == Channel.WHATSAPP else "") or entry.answer
