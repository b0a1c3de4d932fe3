"""A plan that goes while a meeting is booked."""

import pytest
from django.db import OperationalError, connection, transaction

from apps.audit.actors import SYSTEM
from apps.core import clock
from apps.crm.tests.threads import at_once
from apps.reminders.models import Reminder, ReminderPlan
from apps.reminders.services.plans import plan_delete
from apps.reminders.tests.told import booked
from apps.scheduling.services.changes import appointment_cancel
from apps.scheduling.tests.moments import NOW


def impatiently(call):
    def run():
        with clock.frozen(NOW), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '300ms'")
            return call()

    return run


@pytest.mark.parametrize("was_booked", [False, True], ids=["a booking", "a cancellation"])
def test_a_plan_stays_until_the_messages_made_of_it_are_there(tenants_db, business, was_booked) -> None:
    plan = ReminderPlan.objects.get(before_days=1)
    deletion = impatiently(lambda: plan_delete(plan_id=plan.pk, actor=SYSTEM))
    with clock.frozen(NOW):
        meeting = booked() if was_booked else None
        with transaction.atomic():
            if meeting:
                appointment_cancel(appointment_id=meeting.pk, actor=SYSTEM)
            else:
                meeting = booked()
            with pytest.raises(OperationalError, match="lock timeout"):
                at_once(business.schema_name, [deletion])
        plan_delete(plan_id=plan.pk, actor=SYSTEM)

    row = Reminder.objects.get(appointment=meeting, plan=None)
    assert (row.state, row.starts_at) == ("cancelled", meeting.starts_at)


def test_a_meeting_waits_for_a_plan_that_is_going_and_does_without_it(tenants_db, business) -> None:
    plan = ReminderPlan.objects.get(before_days=1)
    with clock.frozen(NOW), transaction.atomic():
        plan_delete(plan_id=plan.pk, actor=SYSTEM)
        with pytest.raises(OperationalError, match="lock timeout"):
            at_once(business.schema_name, [impatiently(booked)])

    with clock.frozen(NOW):
        meeting = booked()
    assert set(Reminder.objects.filter(appointment=meeting).values_list("kind", flat=True)) == {
        "booked",
        "before",
    }
    assert Reminder.objects.filter(appointment=meeting).count() == 2
