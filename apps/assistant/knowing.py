"""The tools that only look: who the customer is, what they have booked, and what can be booked."""

from datetime import datetime
from typing import Any

from apps.assistant.arguments import AnswerFromFaqArguments, FindLeadArguments, ListServicesArguments
from apps.assistant.errors import AppointmentUnclearError, NoAppointmentError
from apps.assistant.faq.answering import faq_answer
from apps.assistant.handlers import ToolContext, ToolOutcome, refusal
from apps.assistant.sentences import which_said
from apps.assistant.speech import moment_said
from apps.conversations.models import Channel
from apps.core import clock
from apps.crm.selectors.leads import lead_get
from apps.scheduling.models import Appointment
from apps.scheduling.selectors import settings as catalogue
from apps.scheduling.selectors.appointments import appointments_upcoming
from apps.scheduling.selectors.diary import zone_get


def lead_find(context: ToolContext, given: FindLeadArguments) -> ToolOutcome:
    """Only whoever is in the conversation: a number or a name that somebody says opens nobody's data."""
    lead = lead_get(lead_id=context.lead_id)
    known: dict[str, Any] = {
        "name": lead.name,
        "phone_ends_with": lead.phone[-4:],
        "city": lead.city,
        "service_wanted": lead.service_wanted,
        "appointments": appointments_shown(lead.pk),
    }
    output = {name: value for name, value in known.items() if value} or {"known": False}
    return ToolOutcome(ok=True, output=output, lead_id=context.lead_id)


def question_answer(context: ToolContext, given: AnswerFromFaqArguments) -> ToolOutcome:
    """In writing no model is asked, so this may run inside a transaction."""
    found = faq_answer(
        channel=Channel.WHATSAPP,
        question=given.question,
        source_kind=context.source_kind,
        source_id=context.source_id,
        lead_id=context.lead_id,
    )
    output = {"answer": found.answer} if found.entry_id is not None else {"answer": None}
    return ToolOutcome(ok=True, output=output, lead_id=context.lead_id)


def services_list(context: ToolContext, given: ListServicesArguments) -> ToolOutcome:
    shown = [
        {
            "service": service.label,
            "minutes": service.duration_minutes,
            **({"price_ils": float(service.price)} if service.price is not None else {}),
        }
        for service in catalogue.services_list().filter(is_active=True)
    ]
    return ToolOutcome(ok=True, output={"services": shown}, lead_id=context.lead_id)


def appointments_shown(lead_id: int) -> list[dict[str, Any]]:
    """What the customer has to come, as a model is told of it."""
    return [_shown(booked) for booked in appointments_upcoming(lead_id=lead_id, now=clock.now())]


def appointment_meant(context: ToolContext, appointment_id: int | None) -> int:
    """Which of the customer's own; whatever else an id may name is nobody's business here.

    Raises NoAppointmentError, AppointmentUnclearError.
    """
    shown = appointments_shown(lead_get(lead_id=context.lead_id).pk)
    ids = [each["appointment_id"] for each in shown]
    if appointment_id is None and len(ids) == 1:
        return int(ids[0])
    if appointment_id in ids:
        return int(appointment_id or 0)
    if not ids:
        raise NoAppointmentError
    raise AppointmentUnclearError(appointments=shown)


def appointment_unclear(context: ToolContext, error: AppointmentUnclearError) -> ToolOutcome:
    starts = [datetime.fromisoformat(each["starts_at"]) for each in error.data["appointments"]]
    return refusal(context, error, **error.data, say=which_said(starts))


def _shown(booked: Appointment) -> dict[str, Any]:
    starts_at = booked.starts_at.astimezone(zone_get())
    return {
        "appointment_id": booked.pk,
        "starts_at": starts_at.isoformat(),
        **({"service": booked.service_label} if booked.service_label else {}),
        "say": moment_said(starts_at),
    }
