from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from apps.scheduling.errors import AppointmentNotFoundError
from apps.scheduling.models import Appointment


def appointments_list(
    *,
    starts_from: datetime | None = None,
    starts_to: datetime | None = None,
    lead_id: int | None = None,
    resource_id: int | None = None,
    status: str = "",
) -> QuerySet[Appointment]:
    """Appointments with lead and resource that start in [starts_from, starts_to) and are so, or all."""
    within = Q()
    if lead_id is not None:
        within &= Q(lead_id=lead_id)
    if resource_id is not None:
        within &= Q(resource_id=resource_id)
    if status:
        within &= Q(status=status)
    if starts_from is not None:
        within &= Q(starts_at__gte=starts_from)
    if starts_to is not None:
        within &= Q(starts_at__lt=starts_to)
    shown = Appointment.objects.select_related("lead", "resource").defer("search_text", "lead__search_text")
    return shown.filter(within)


def appointment_get(*, appointment_id: int) -> Appointment:
    """Raises AppointmentNotFoundError."""
    appointment = appointments_list().filter(pk=appointment_id).first()
    if appointment is None:
        raise AppointmentNotFoundError
    return appointment


def appointments_upcoming(*, lead_id: int, now: datetime) -> QuerySet[Appointment]:
    """What the lead has coming, soonest first."""
    booked = (Appointment.Status.PENDING, Appointment.Status.CONFIRMED)
    return Appointment.objects.filter(lead_id=lead_id, status__in=booked, ends_at__gt=now).order_by(
        "starts_at"
    )


def appointments_of(*, source_kind: str, source_ids: Iterable[int]) -> QuerySet[Appointment]:
    """Appointments made in these calls or messages, in the order they were made."""
    return Appointment.objects.filter(source_kind=source_kind, source_id__in=source_ids).order_by("pk")
