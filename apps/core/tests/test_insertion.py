"""A row that is inserted by hand is the row that `save()` would have written."""

import pytest
from django.db import IntegrityError, transaction

from apps.core.insertion import row_insert, rows_insert, rows_update
from apps.reminders.models import Reminder, ReminderPlan
from apps.scheduling.models import Appointment
from apps.scheduling.tests.factories import AppointmentFactory, CustomerFactory
from apps.scheduling.tests.moments import MONDAY, at
from apps.tenants.context import in_tenant

NO_OVERLAP = "appointment_no_overlap"
ONCE = "reminder_once"


def meeting(hour):
    return AppointmentFactory.build(
        lead=CustomerFactory.create(), starts_at=at(MONDAY, hour), service_label="תספורת", notes="בלי רעש"
    )


def test_it_is_stored_as_it_is_and_saved_again_as_an_update(business, other_business):
    made = meeting(10)

    assert row_insert(made)
    made.notes = "עם רעש"
    made.save(update_fields=["notes"])

    stored = Appointment.objects.get()
    assert (stored.pk, stored.lineage) == (made.pk, made.lineage)
    assert (stored.starts_at, stored.notes, stored.created_at) == (at(MONDAY, 10), "עם רעש", made.created_at)
    assert "תספורת" in stored.search_text
    with in_tenant(other_business.schema_name):
        assert not Appointment.objects.exists()


def test_what_the_named_constraint_forbids_is_not_inserted_and_breaks_nothing(business):
    first, second = meeting(10), meeting(10)

    with transaction.atomic():
        assert row_insert(first, unless=NO_OVERLAP)
        assert not row_insert(second, unless=NO_OVERLAP)
        assert second.pk is None
        assert list(Appointment.objects.all()) == [first]


def test_any_other_constraint_is_an_error(business):
    wrong = meeting(10)
    wrong.ends_at = wrong.starts_at

    with pytest.raises(IntegrityError, match="appointment_ends_after_start"), transaction.atomic():
        row_insert(wrong, unless=NO_OVERLAP)


def message(appointment, plan):
    return Reminder(
        appointment=appointment,
        lead_id=appointment.lead_id,
        plan=plan,
        kind=plan.kind,
        starts_at=appointment.starts_at,
        wished_at=appointment.starts_at,
        due_at=appointment.starts_at,
        refused=["sms"],
        text='נתראה, \\ "מחר"',
    )


def test_several_are_stored_in_one_statement_but_those_that_are_there(
    business, other_business, django_assert_num_queries
):
    appointment = meeting(10)
    row_insert(appointment)
    first, second, third = ReminderPlan.objects.order_by("pk")[:3]
    message(appointment, first).save()

    with django_assert_num_queries(1):
        assert rows_insert([message(appointment, plan) for plan in (first, second, third)], unless=ONCE) == 2

    stored = Reminder.objects.order_by("plan_id")
    assert [row.plan_id for row in stored] == [first.pk, second.pk, third.pk]
    assert {(row.starts_at, *row.refused, row.text, row.claim, row.state) for row in stored} == {
        (at(MONDAY, 10), "sms", 'נתראה, \\ "מחר"', None, "waiting")
    }
    with in_tenant(other_business.schema_name):
        assert not Reminder.objects.exists()


def test_none_of_several_is_stored_when_one_is_wrong(business):
    appointment = meeting(10)
    row_insert(appointment)
    plan, other = ReminderPlan.objects.order_by("pk")[:2]
    wrong = message(appointment, other)
    wrong.state = "sent"

    with pytest.raises(IntegrityError, match="reminder_sent_has_its_time"), transaction.atomic():
        rows_insert([message(appointment, plan), wrong])

    assert not Reminder.objects.exists()
    assert rows_insert([]) == 0


def test_several_are_changed_in_one_statement_and_in_these_fields_alone(
    business, other_business, django_assert_num_queries
):
    appointment = meeting(10)
    row_insert(appointment)
    plans = ReminderPlan.objects.order_by("pk")[:3]
    Reminder.objects.bulk_create(message(appointment, plan) for plan in plans)
    first, second = Reminder.objects.order_by("plan_id")[:2]
    first.refused, second.refused, first.text = ["sms", "email"], [], "אחר"
    first.due_at = at(MONDAY, 12)

    with django_assert_num_queries(1):
        rows_update([first, second], ["refused", "due_at"])

    stored = Reminder.objects.order_by("plan_id").values_list("refused", "due_at", "text")
    text = message(appointment, plans[0]).text
    assert list(stored) == [
        (["sms", "email"], at(MONDAY, 12), text),
        ([], at(MONDAY, 10), text),
        (["sms"], at(MONDAY, 10), text),
    ]
