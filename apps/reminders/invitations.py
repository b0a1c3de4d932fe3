"""The meeting as calendar programs put it in, move it and take it out (RFC 5545, RFC 5546). Pure."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

from apps.scheduling.ics import PRODUCT, span_add


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """`uid` is the lineage's, so that a meeting that was moved moves in the customer's calendar too;
    `sequence` grows with every change of it.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    organizer_name: str
    organizer: str
    attendee: str
    is_cancelled: bool = False
    is_tentative: bool = False
    made_at: datetime

    @property
    def method(self) -> str:
        return "CANCEL" if self.is_cancelled else "REQUEST"


def invitation_text(invitation: Invitation, *, zone: ZoneInfo) -> str:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", invitation.method)
    calendar.add_component(_event(invitation, zone))
    calendar.add_missing_timezones()
    text: str = calendar.to_ical().decode()
    return text


def _event(invitation: Invitation, zone: ZoneInfo) -> Event:
    event = Event()
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", invitation.made_at)
    span_add(event, invitation.starts_at, invitation.ends_at, zone=zone)
    event.add("summary", invitation.summary)
    organizer = vCalAddress(f"mailto:{invitation.organizer}")
    organizer.params["cn"] = vText(invitation.organizer_name)
    event.add("organizer", organizer)
    attendee = vCalAddress(f"mailto:{invitation.attendee}")
    attendee.params["partstat"] = vText("NEEDS-ACTION")
    event.add("attendee", attendee)
    event.add("status", _status(invitation))
    return event


def _status(invitation: Invitation) -> str:
    if invitation.is_cancelled:
        return "CANCELLED"
    return "TENTATIVE" if invitation.is_tentative else "CONFIRMED"
