"""The nights on which the clock changes, with a worker that looks every quarter of an hour."""

from datetime import UTC, datetime, timedelta

import pytest

from apps.audit.actors import SYSTEM
from apps.core import clock
from apps.reminders.models import Reminder
from apps.reminders.services.sending import reminders_send
from apps.reminders.tests.told import sent
from apps.scheduling.services.booking import Wish, appointment_book
from apps.scheduling.tests.factories import CustomerFactory
from apps.scheduling.tests.moments import CLOCKS_BACK, CLOCKS_FORWARD, at
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
