from dataclasses import dataclass

from apps.events.events import Event


@dataclass(frozen=True, kw_only=True)
class AppointmentBooked(Event):
    """`starts_at` is ISO 8601 in UTC."""

    type = "appointment.booked"
    lead_id: int
    starts_at: str
    status: str


@dataclass(frozen=True, kw_only=True)
class AppointmentCancelled(Event):
    type = "appointment.cancelled"
    lead_id: int
    starts_at: str
