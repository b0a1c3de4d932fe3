"""The instructions of the model, built from facts alone. Pure: the same facts give the same bytes.

What is the same for every business comes first and what changes daily comes last, so that the provider's
prompt cache holds longest.
"""

import json
from collections.abc import Sequence
from datetime import date, timedelta

from apps.assistant.prompting.facts import CustomerFacts, PromptFacts, ServiceTold
from apps.assistant.prompting.rules import CHANNEL_RULES, PLATFORM_RULES, SELF_REFERENCE
from apps.assistant.speech import date_said, weekday_said
from apps.scheduling.hours import MIDNIGHT, Opening, weekday_of

ENGLISH_WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
CALENDAR_DAYS = 14


def instructions_build(facts: PromptFacts) -> str:
    """Platform rules, then the business's text, then the day, the hours and what is known of the customer."""
    sections = [
        PLATFORM_RULES,
        CHANNEL_RULES[facts.channel],
        _identity(facts),
        _business_instructions(facts.business_text),
        _faq(facts.faq),
        _calendar(facts.today, facts.timezone),
        _opening_hours(facts.openings),
        _services(facts.services),
        _appointments(facts),
        _customer(facts.customer),
    ]
    return "\n\n".join(section for section in sections if section)


def greeting_build(template: str, *, business_name: str, assistant_name: str) -> str:
    """Other braces in the template stay as they are: it is the owner's text, not a format string."""
    return template.replace("{business}", business_name).replace("{assistant}", assistant_name)


def _identity(facts: PromptFacts) -> str:
    return "\n".join(
        [
            "# Identity",
            f"You are {facts.assistant_name}, who answers for the business {facts.business_name}.",
            SELF_REFERENCE[facts.gender],
            f"Your greeting, said once at the very start and not again: {facts.greeting}",
        ]
    )


def _business_instructions(text: str) -> str:
    return f"# Business instructions\n{text.strip()}" if text.strip() else ""


def _faq(faq: Sequence[tuple[str, str]]) -> str:
    if not faq:
        return ""
    lines = (json.dumps({"question": asked, "answer": said}, ensure_ascii=False) for asked, said in faq)
    return "\n".join(
        [
            "# Frequent questions",
            "When the customer asks one of these, in whatever words, give the business's answer.",
            *(f"- {line}" for line in lines),
        ]
    )


def _calendar(today: date, timezone: str) -> str:
    days = [today + timedelta(days=ahead) for ahead in range(1, CALENDAR_DAYS + 1)]
    return "\n".join(
        [
            "# Calendar",
            f"Today is {_english_day(today)}, {date_said(today)}. Time zone: {timezone}.",
            "The week begins on Sunday. The coming days:",
            *(f"- {_english_day(day)}, {weekday_said(day)}" for day in days),
        ]
    )


def _english_day(day: date) -> str:
    return f"{ENGLISH_WEEKDAYS[weekday_of(day)]} {day.isoformat()}"


def _opening_hours(openings: Sequence[Opening]) -> str:
    if not openings:
        return "# Opening hours\nNot given. Do not state any; offer to have the business call back."
    lines = []
    for weekday, name in enumerate(ENGLISH_WEEKDAYS):
        spans = sorted(_span(opening) for opening in openings if opening.weekday == weekday)
        lines.append(f"- {name}: {', '.join(spans) or 'closed'}")
    return "\n".join(["# Opening hours", *lines])


def _span(opening: Opening) -> str:
    closes = "24:00" if opening.closes == MIDNIGHT else f"{opening.closes:%H:%M}"
    return f"{opening.opens:%H:%M}-{closes}"


def _services(services: Sequence[ServiceTold]) -> str:
    if not services:
        return ""
    lines = []
    for service in services:
        told = {"service": service.label, "minutes": service.minutes, "people": list(service.people)}
        lines.append(json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False))
    return "\n".join(["# Services", "What can be booked, as data:", *(f"- {line}" for line in lines)])


def _appointments(facts: PromptFacts) -> str:
    lines = [
        "# Appointments",
        "An appointment takes as long as its service."
        if facts.services
        else f"An appointment takes {facts.slot_minutes} minutes.",
        f"Notice: at least {facts.min_notice_minutes} minutes. Open {facts.window_days} days ahead.",
    ]
    if facts.needs_approval:
        lines.append("The business approves each one: until then call it a request (בקשה), not a booking.")
    return "\n".join(lines)


def _customer(customer: CustomerFacts | None) -> str:
    if customer is None:
        return ""
    known = {
        "name": customer.name,
        "phone_ends_with": customer.phone[-4:],
        "city": customer.city,
        "service_wanted": customer.service_wanted,
        "upcoming_appointments": list(customer.appointments),
    }
    facts = {key: value for key, value in known.items() if value}
    if not facts:
        return "# The customer\nNothing is known about this customer yet, not even a telephone number."
    return f"# The customer\nKnown so far, as data: {json.dumps(facts, ensure_ascii=False)}"
