"""Meetings as calendar programs read them (RFC 5545). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

PRODUCT = "-//ProSaaS//Appointments//HE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """`uid` stays for good; `sequence` grows with every change, so that programs know which is newer."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str = ""
    is_cancelled: bool = False
    is_tentative: bool = False
    changed_at: datetime


def calendar_text(meetings: Iterable[Meeting], *, name: str, zone: ZoneInfo) -> str:
    """The whole file, with the rules of the zone and CRLF between its lines."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", zone.key)
    for meeting in meetings:
        calendar.add_component(_event(meeting, zone))
    calendar.add_missing_timezones()
    text: str = calendar.to_ical().decode()
    return text


def span_add(event: Event, starts_at: datetime, ends_at: datetime, *, zone: ZoneInfo) -> None:
    """By the clock of the zone. A time that it shows twice would be read as the first of both, so a meeting
    that begins or ends at one is written in UTC.
    """
    local = [moment.astimezone(zone) for moment in (starts_at, ends_at)]
    is_clear = all(each.replace(fold=0).utcoffset() == each.replace(fold=1).utcoffset() for each in local)
    begins, ends = local if is_clear else (moment.astimezone(UTC) for moment in local)
    event.add("dtstart", begins)
    event.add("dtend", ends)


def _event(meeting: Meeting, zone: ZoneInfo) -> Event:
    event = Event()
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.changed_at)
    span_add(event, meeting.starts_at, meeting.ends_at, zone=zone)
    event.add("summary", meeting.summary)
    if meeting.description:
        event.add("description", meeting.description)
    event.add("status", _status(meeting))
    return event


def _status(meeting: Meeting) -> str:
    if meeting.is_cancelled:
        return "CANCELLED"
    return "TENTATIVE" if meeting.is_tentative else "CONFIRMED"
