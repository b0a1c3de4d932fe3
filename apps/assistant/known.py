"""What holds of the entered business and one customer before a word is said, as the guards ask for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from apps.assistant.guards.evidence import Known, Written
from apps.assistant.prompting.rules import CHANNEL_RULES, PLATFORM_RULES
from apps.assistant.registry import TOOLS
from apps.crm.models import Lead
from apps.crm.selectors.leads import lead_get
from apps.hebrew.settling import OpeningHours
from apps.scheduling.diary import Diary
from apps.scheduling.hours import WHOLE_DAY
from apps.scheduling.models import Service
from apps.scheduling.selectors.appointments import appointments_upcoming

WEEK = range(7)


@dataclass(frozen=True, slots=True)
class Person:
    """`starts`: of the appointments to come."""

    lead: Lead
    starts: tuple[datetime, ...]

    @classmethod
    def of(cls, *, lead_id: int, now: datetime) -> "Person":
        """Raises LeadNotFoundError."""
        upcoming = appointments_upcoming(lead_id=lead_id, now=now).values_list("starts_at", flat=True)
        return cls(lead_get(lead_id=lead_id), tuple(upcoming))


def known_get(
    *,
    diary: Diary,
    channel: str,
    texts: Iterable[str],
    answers: Written,
    person: Person | None,
    caller_e164: str,
    now: datetime,
) -> Known:
    """`texts` and `answers`: what the business wrote for its customers."""
    numbers = {caller_e164, person.lead.phone if person else ""} - {""}
    prices = (price_said(service) for service in Service.objects.filter(is_active=True))
    return Known(
        now=now,
        zone=diary.zone,
        openings=_openings(diary),
        texts=tuple(text for text in (*texts, *prices) if text),
        answers=answers,
        private=(PLATFORM_RULES, CHANNEL_RULES[channel], " ".join((*TOOLS, "slot_id", "appointment_id"))),
        appointments=person.starts if person else (),
        numbers=frozenset(numbers),
    )


def price_said(service: Service) -> str:
    return f'{service.label}: {service.price:f} ש"ח' if service.price is not None else ""


def _openings(diary: Diary) -> OpeningHours:
    if diary.is_always_open:
        return dict.fromkeys(WEEK, WHOLE_DAY)
    return {
        weekday: [(each.opens, each.closes) for each in diary.openings if each.weekday == weekday]
        for weekday in WEEK
    }
