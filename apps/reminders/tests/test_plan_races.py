"""Plans and quiet hours that change while a meeting is booked."""

from datetime import time

import pytest
from django.db import OperationalError, connection, transaction

from apps.audit.actors import SYSTEM
from apps.core import clock
from apps.crm.tests.threads import at_once
from apps.reminders.models import Reminder, ReminderPlan
from apps.reminders.services.planning import meetings_replan
from apps.reminders.services.plans import plan_create, plan_delete, plan_update
from apps.reminders.tests.told import booked
from apps.scheduling.models import Appointment
from apps.scheduling.services.changes import appointment_confirm
from apps.scheduling.services.settings import settings_update
from apps.scheduling.tests.moments import NOW
from apps.tenants.context import in_tenant


def impatiently(call):
    def run():
        with clock.frozen(NOW), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '300ms'")
            return call()

    return run


TWO_DAYS = {
    "before_days": 2,
    "channels": ["sms"],
    "text_he": "{name}, נתראה {day}",
    "text_en": "{name}, see you {day}",
}
CHANGES = {
    "a plan is made": lambda: plan_create(details=TWO_DAYS, actor=SYSTEM),
    "a plan is changed": lambda: plan_update(
        plan_id=ReminderPlan.objects.get(before_days=1).pk, changes={"before_days": 2}, actor=SYSTEM
    ),
    "a plan is turned off": lambda: plan_update(
        plan_id=ReminderPlan.objects.get(before_days=1).pk, changes={"is_on": False}, actor=SYSTEM
    ),
    "a plan goes": lambda: plan_delete(plan_id=ReminderPlan.objects.get(before_days=1).pk, actor=SYSTEM),
    "quiet hours change": lambda: settings_update(changes={"quiet_until": time(11)}, actor=SYSTEM),
}
changing = pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)


def planned(meeting):
    return {
        (
            row.plan.before_days if row.plan else None,
            row.plan and row.plan.before_minutes,
            row.state,
            row.due_at,
        )
        for row in Reminder.objects.filter(appointment=meeting, kind="before").select_related("plan")
    }


def booked_after_it(change):
    """What a meeting that is booked once the change is there waits for, in a transaction that never was."""
    with transaction.atomic():
        change()
        wanted = {each for each in planned(booked()) if each[2] == "waiting"}
        transaction.set_rollback(True)
    return wanted


@changing
@pytest.mark.parametrize("is_confirmation", [False, True], ids=["a booking", "a confirmation"])
def test_a_change_waits_for_the_meeting_that_is_being_planned_and_then_takes_it_along(
    tenants_db, business, other_business, change, is_confirmation
) -> None:
    with clock.frozen(NOW):
        wanted = booked_after_it(change)
        with in_tenant(other_business.schema_name):
            other = booked()
            before = planned(other)
        if is_confirmation:
            pending = booked()
            Appointment.objects.update(status="pending")
            Reminder.objects.all().delete()
        with transaction.atomic():
            meeting = (
                appointment_confirm(appointment_id=pending.pk, actor=SYSTEM) if is_confirmation else booked()
            )
            with pytest.raises(OperationalError, match="lock timeout"):
                at_once(business.schema_name, [impatiently(change)])
        change()
        meetings_replan()

        assert {each for each in planned(meeting) if each[2] == "waiting"} == wanted
        with in_tenant(other_business.schema_name):
            assert planned(other) == before


@changing
def test_a_meeting_waits_for_a_change_and_is_planned_by_it(tenants_db, business, change) -> None:
    with clock.frozen(NOW):
        wanted = booked_after_it(change)
        with transaction.atomic():
            change()
            with pytest.raises(OperationalError, match="lock timeout"):
                at_once(business.schema_name, [impatiently(booked)])
        assert planned(booked()) == wanted
