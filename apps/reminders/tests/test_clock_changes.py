"""The nights on which the clock changes, with a worker that looks every quarter of an hour."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from apps.audit.actors import SYSTEM
from apps.core import clock
from apps.reminders.invitations import Invitation, invitation_text
from apps.reminders.models import Reminder
from apps.reminders.services.sending import reminders_send
from apps.reminders.tests.told import sent
from apps.scheduling.ics import Meeting, calendar_text
from apps.scheduling.services.booking import Wish, appointment_book
from apps.scheduling.tests.factories import CustomerFactory
from apps.scheduling.tests.moments import CLOCKS_BACK, CLOCKS_FORWARD, JERUSALEM, at
from apps.tenants.context import in_tenant

QUARTER = timedelta(minutes=15)


@pytest.mark.parametrize(
    ("day", "went"),
    [
        # A Friday: ten on Thursday, winter time, and eight, summer time.
        (CLOCKS_FORWARD, [datetime(2027, 3, 25, 8, tzinfo=UTC), datetime(2027, 3, 26, 5, tzinfo=UTC)]),
        # A Sunday: the end of the Sabbath, summer time, and eight, winter time.
        (CLOCKS_BACK, [datetime(2027, 10, 30, 17, 30, tzinfo=UTC), datetime(2027, 10, 31, 6, tzinfo=UTC)]),
    ],
    ids=["forward", "back"],
)
def test_each_reminder_goes_once_at_its_time_on_the_wall(
    business, other_business, twilio, settings, day, went
) -> None:
    now = at(day, 10).astimezone(UTC) - timedelta(days=2)
    with clock.frozen(now):
        wish = Wish(lead_id=CustomerFactory().pk, starts_at=at(day, 10), source="phone")
        meeting = appointment_book(wish, actor=SYSTEM)

    while now < meeting.ends_at:
        with clock.frozen(now):
            reminders_send()
        now += QUARTER

    reminders = Reminder.objects.filter(appointment=meeting, kind="before").order_by("sent_at")
    assert list(reminders.values_list("state", "sent_at")) == [("sent", moment) for moment in went]
    assert len(sent(twilio)) == 3
    with in_tenant(other_business.schema_name):
        assert not Reminder.objects.exists()


@pytest.mark.parametrize(
    ("starts_at", "minutes", "begins", "ends"),
    [
        ("2027-10-31T01:30+03:00", 30, "20271030T223000Z", "20271030T230000Z"),
        ("2027-10-31T01:30+02:00", 30, "20271030T233000Z", "20271031T000000Z"),
        ("2027-10-31T00:30+03:00", 30, "20271030T213000Z", "20271030T220000Z"),
        ("2027-10-31T02:00+02:00", 30, "20271031T020000", "20271031T023000"),
        ("2027-10-31T00:00+03:00", 180, "20271031T000000", "20271031T020000"),
    ],
)
def test_a_calendar_is_told_of_times_that_are_shown_twice_in_utc(starts_at, minutes, begins, ends):
    starts_at = datetime.fromisoformat(starts_at).astimezone(UTC)
    span = {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=minutes)}
    meeting = Meeting(uid="1@prosaas", sequence=1, summary="תספורת", changed_at=starts_at, **span)
    invitation = Invitation(
        uid="1@prosaas",
        sequence=1,
        summary="תספורת",
        made_at=starts_at,
        organizer_name="מספרה",
        organizer="no-reply@example.com",
        attendee="dana@example.com",
        **span,
    )

    for text in (
        calendar_text([meeting], name="יומן", zone=JERUSALEM),
        invitation_text(invitation, zone=JERUSALEM),
    ):
        (event,) = Calendar.from_ical(text).walk("VEVENT")
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (span["starts_at"], span["ends_at"])
        written = [event[name].to_ical().decode() for name in ("DTSTART", "DTEND")]
        assert written == [begins, ends]
