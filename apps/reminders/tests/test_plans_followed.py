"""A change of plans or quiet hours reaches the messages that wait, also when the queue was away meanwhile."""

from datetime import time, timedelta

import pytest
import redis

from apps.audit.actors import SYSTEM
from apps.core import clock
from apps.core.testing import QUEUES
from apps.events.models import OutboxEvent
from apps.events.services import events_deliver, events_sweep
from apps.reminders.models import Reminder, ReminderPlan
from apps.reminders.services.plans import plan_create, plan_update
from apps.reminders.tests.told import TUESDAY, booked
from apps.scheduling.services.settings import settings_update
from apps.scheduling.tests.moments import NOW, at
from apps.tenants.context import in_tenant

THREE_HOURS = {
    "before_minutes": 180,
    "channels": ["sms"],
    "text_he": "{name}, נתראה {day}",
    "text_en": "{name}, see you {day}",
}
CHANGES = {
    "a plan is made": (
        lambda: plan_create(details=THREE_HOURS, actor=SYSTEM),
        {at(TUESDAY, 8), at(TUESDAY, 9)},
    ),
    "a plan is changed": (
        lambda: plan_update(
            plan_id=ReminderPlan.objects.get(before_minutes=120).pk,
            changes={"before_minutes": 60},
            actor=SYSTEM,
        ),
        {at(TUESDAY, 10)},
    ),
    "quiet hours change": (
        lambda: settings_update(changes={"quiet_until": time(9, 30)}, actor=SYSTEM),
        {at(TUESDAY, 9, 30)},
    ),
}


@pytest.fixture(autouse=True)
def _sunday_morning():
    with clock.frozen(NOW):
        yield


def due(meeting):
    """On the meeting's own day."""
    rows = Reminder.objects.filter(appointment=meeting, state="waiting", plan__before_minutes__gt=0)
    return {row.due_at for row in rows}


@pytest.mark.parametrize(("change", "wanted"), CHANGES.values(), ids=CHANGES)
def test_a_change_is_not_lost_while_the_queue_is_away(
    tenants_db, business, other_business, jobs, settings, change, wanted
) -> None:
    meeting = booked(hour=11)
    with in_tenant(other_business.schema_name):
        other = booked(hour=11)
    jobs.run()
    broker = redis.Redis.from_url(settings.CELERY_BROKER_URL)
    broker.mset(dict.fromkeys(QUEUES, "not a list, so nothing can be put in"))

    change()
    events_deliver()

    broker.delete(*QUEUES)
    assert jobs.names() == []
    assert OutboxEvent.objects.filter(delivered_at=None).count() == 1
    with clock.frozen(NOW + timedelta(minutes=2)):
        events_sweep()
        jobs.run()
    assert due(meeting) == wanted
    with in_tenant(other_business.schema_name):
        assert due(other) == {at(TUESDAY, 9)}
