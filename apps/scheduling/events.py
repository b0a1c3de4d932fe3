"""Every change of a meeting is an event of its own: reminders, calendars and webhooks follow them."""

from dataclasses import dataclass

from apps.events.events import Event


@dataclass(frozen=True, kw_only=True)
class AppointmentEvent(Event):
    """`starts_at` is ISO 8601 in UTC; `status` is what the change left."""

    lead_id: int
    starts_at: str
    status: str


@dataclass(frozen=True, kw_only=True)
class AppointmentHeld(AppointmentEvent):
    type = "appointment.held"


@dataclass(frozen=True, kw_only=True)
class AppointmentBooked(AppointmentEvent):
    type = "appointment.booked"


@dataclass(frozen=True, kw_only=True)
class AppointmentConfirmed(AppointmentEvent):
    type = "appointment.confirmed"


@dataclass(frozen=True, kw_only=True)
class AppointmentRescheduled(AppointmentEvent):
    """The meeting `previous_id` is cancelled, and this one stands in its place."""

    type = "appointment.rescheduled"
    previous_id: int


@dataclass(frozen=True, kw_only=True)
class AppointmentCancelled(AppointmentEvent):
    type = "appointment.cancelled"


@dataclass(frozen=True, kw_only=True)
class AppointmentExpired(AppointmentEvent):
    """A hold ran out, or gave way to what its lead took instead, and is gone."""

    type = "appointment.expired"


@dataclass(frozen=True, kw_only=True)
class AppointmentMissed(AppointmentEvent):
    type = "appointment.no_show"


@dataclass(frozen=True, kw_only=True)
class AppointmentDone(AppointmentEvent):
    type = "appointment.done"


@dataclass(frozen=True, kw_only=True)
class AppointmentUpdated(AppointmentEvent):
    """Something of it that moves nothing, such as its notes."""

    type = "appointment.updated"


@dataclass(frozen=True, kw_only=True)
class SchedulingChanged(Event):
    """Something that shapes the diary: `noun` is settings, hours, date, service, resource or feed."""

    type = "scheduling.changed"
    noun: str
    change: str
