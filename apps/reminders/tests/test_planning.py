from datetime import UTC, timedelta

import pytest

from apps.audit.actors import CUSTOMER, SYSTEM
from apps.core import clock
from apps.reminders.models import Reminder, ReminderPlan
from apps.reminders.services.planning import meetings_replan
from apps.scheduling.services.booking import Wish, appointment_book, appointment_hold
from apps.scheduling.services.changes import (
    appointment_cancel,
    appointment_confirm,
    appointment_finish,
    appointment_reschedule,
)
from apps.scheduling.services.settings import settings_update
from apps.scheduling.tests.factories import AppointmentFactory, CustomerFactory
from apps.scheduling.tests.moments import MONDAY, NOW, SUNDAY, at
from apps.tenants.context import in_tenant

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _sunday_morning():
    with clock.frozen(NOW):
        yield


def booked(starts_at=None, actor=SYSTEM, book=appointment_book):
    lead = CustomerFactory()
    return book(
        Wish(lead_id=lead.pk, starts_at=starts_at or at(TUESDAY, 10), source="phone", label="פגישה"),
        actor=actor,
    )


def rows(meeting, **only):
    return {
        (row.kind, row.plan.before_days, row.plan.before_minutes): (row.state, row.reason, row.due_at)
        for row in Reminder.objects.filter(appointment=meeting, **only).select_related("plan")
    }


def told(meeting):
    Reminder.objects.filter(appointment=meeting, kind="booked").update(state="sent", sent_at=NOW)


def utc(moment):
    return moment.astimezone(UTC)


def test_a_booking_plans_its_notice_and_both_reminders(business, other_business) -> None:
    meeting = booked()

    assert rows(meeting) == {
        ("booked", 0, 0): ("waiting", "", utc(NOW)),
        ("before", 1, 0): ("waiting", "", utc(at(MONDAY, 10))),
        ("before", 0, 120): ("waiting", "", utc(at(TUESDAY, 8))),
    }
    with in_tenant(other_business.schema_name):
        assert not Reminder.objects.exists()


def test_a_reminder_whose_time_has_passed_stands_there_with_the_reason(business) -> None:
    meeting = booked(at(SUNDAY, 16))

    assert rows(meeting, kind="before") == {
        ("before", 1, 0): ("skipped", "too_late", utc(at(SUNDAY - timedelta(days=1), 16))),
        ("before", 0, 120): ("waiting", "", utc(at(SUNDAY, 14))),
    }


def test_what_is_held_or_waits_for_approval_is_told_to_nobody(business) -> None:
    held = booked(book=appointment_hold)
    settings_update(changes={"confirm_mode": "manual"}, actor=SYSTEM)
    pending = booked(at(TUESDAY, 12))
    assert not Reminder.objects.exists()

    appointment_confirm(appointment_id=pending.pk, actor=SYSTEM)
    appointment_cancel(appointment_id=held.pk, actor=SYSTEM)

    assert [key[0] for key in rows(pending)].count("booked") == 1
    assert len(rows(pending)) == 3
    assert rows(held) == {}


def test_a_moved_meeting_takes_its_reminders_along(business) -> None:
    old = booked()
    told(old)
    new = appointment_reschedule(appointment_id=old.pk, starts_at=at(TUESDAY, 14), actor=CUSTOMER)

    assert {state for state, _, _ in rows(old, kind="before").values()} == {"cancelled"}
    assert {reason for _, reason, _ in rows(old, kind="before").values()} == {"meeting_changed"}
    assert rows(new) == {
        ("rescheduled", 0, 0): ("waiting", "", utc(NOW)),
        ("before", 1, 0): ("waiting", "", utc(at(MONDAY, 14))),
        ("before", 0, 120): ("waiting", "", utc(at(TUESDAY, 12))),
    }


def test_a_cancelled_meeting_is_told_only_to_who_heard_of_it(business) -> None:
    unheard, heard = booked(), booked(at(TUESDAY, 12))
    told(heard)

    for meeting in (unheard, heard):
        appointment_cancel(appointment_id=meeting.pk, actor=CUSTOMER)

    assert {state for state, _, _ in rows(unheard).values()} == {"cancelled"}
    assert rows(heard, state="waiting") == {("cancelled", 0, 0): ("waiting", "", utc(NOW))}


def test_who_heard_of_a_meeting_before_it_moved_is_told_of_its_end(business, other_business) -> None:
    first = booked()
    told(first)
    moved = appointment_reschedule(appointment_id=first.pk, starts_at=at(TUESDAY, 14), actor=SYSTEM)
    with in_tenant(other_business.schema_name):
        told(booked())

    appointment_cancel(appointment_id=moved.pk, actor=SYSTEM)

    assert rows(moved)["rescheduled", 0, 0][:2] == ("cancelled", "meeting_changed")
    assert rows(moved, state="waiting") == {("cancelled", 0, 0): ("waiting", "", utc(NOW))}
    with in_tenant(other_business.schema_name):
        assert not Reminder.objects.filter(kind="cancelled").exists()


def test_what_moves_before_it_was_announced_is_announced_at_its_new_time(business) -> None:
    first = booked()
    second = appointment_reschedule(appointment_id=first.pk, starts_at=at(TUESDAY, 14), actor=SYSTEM)
    third = appointment_reschedule(appointment_id=second.pk, starts_at=at(TUESDAY, 15), actor=SYSTEM)

    assert (
        rows(first)["booked", 0, 0][:2]
        == rows(second)["booked", 0, 0][:2]
        == ("cancelled", "meeting_changed")
    )
    assert rows(third)["booked", 0, 0] == ("waiting", "", utc(NOW))
    assert not Reminder.objects.filter(kind="rescheduled").exists()

    appointment_cancel(appointment_id=third.pk, actor=SYSTEM)
    assert not Reminder.objects.filter(state="waiting").exists()


def test_where_bookings_are_not_announced_a_move_still_is(business) -> None:
    ReminderPlan.objects.filter(kind="booked").update(is_on=False)
    old = booked()
    new = appointment_reschedule(appointment_id=old.pk, starts_at=at(TUESDAY, 14), actor=SYSTEM)
    assert rows(new)["rescheduled", 0, 0] == ("waiting", "", utc(NOW))


def test_what_took_place_is_reminded_of_no_more(business) -> None:
    meeting = booked(at(SUNDAY, 16))
    with clock.frozen(at(SUNDAY, 16, 5)):
        appointment_finish(appointment_id=meeting.pk, actor=SYSTEM)
    assert not rows(meeting, state="waiting")


def test_a_refused_change_leaves_reminders_as_they_were(business) -> None:
    meeting = booked()
    before = rows(meeting)
    with pytest.raises(Exception, match="appointment_changed"):
        appointment_cancel(appointment_id=meeting.pk, actor=SYSTEM, version=99)
    assert rows(meeting) == before


def test_a_plan_that_changes_moves_what_waits_and_nothing_that_was_sent(business) -> None:
    meeting = booked()
    day, hours = (
        Reminder.objects.get(appointment=meeting, plan__before_days=1),
        Reminder.objects.get(appointment=meeting, plan__before_minutes=120),
    )
    Reminder.objects.filter(pk=day.pk).update(state="sent", sent_at=NOW)
    ReminderPlan.objects.filter(before_days=1).update(before_days=2, is_on=False)
    ReminderPlan.objects.filter(before_minutes=120).update(before_minutes=60)

    meetings_replan()
    assert rows(meeting, kind="before") == {
        ("before", 2, 0): ("sent", "", day.due_at),
        ("before", 0, 60): ("waiting", "", hours.due_at + timedelta(hours=1)),
    }

    ReminderPlan.objects.filter(before_minutes=60).update(is_on=False)
    meetings_replan()
    assert rows(meeting, plan__before_minutes=60, kind="before") == {
        ("before", 0, 60): ("cancelled", "plan_changed", hours.due_at + timedelta(hours=1))
    }

    ReminderPlan.objects.filter(before_minutes=60).update(is_on=True)
    meetings_replan()
    assert rows(meeting, plan__before_minutes=60, kind="before") == {
        ("before", 0, 60): ("waiting", "", hours.due_at + timedelta(hours=1))
    }


def test_other_quiet_hours_ask_for_other_times(business, jobs) -> None:
    meeting = booked(at(TUESDAY, 9))
    settings_update(changes={"quiet_until": at(SUNDAY, 6).time()}, actor=SYSTEM)
    jobs.run()

    assert rows(meeting, plan__before_minutes=120) == {
        ("before", 0, 120): ("waiting", "", utc(at(TUESDAY, 7)))
    }


def test_notices_that_wait_follow_other_quiet_hours_too(business, other_business, jobs) -> None:
    with in_tenant(other_business.schema_name), clock.frozen(at(SUNDAY, 22)):
        other = booked()
    with clock.frozen(at(SUNDAY, 22)):
        ends, stays, tried = booked(), booked(at(TUESDAY, 12)), booked(at(TUESDAY, 14))
        told(ends)
        appointment_cancel(appointment_id=ends.pk, actor=SYSTEM)
        Reminder.objects.filter(appointment=tried, kind="booked").update(attempts=1)
        assert rows(ends)["cancelled", 0, 0] == ("waiting", "", utc(at(MONDAY, 8)))

        settings_update(changes={"quiet_until": at(SUNDAY, 6).time()}, actor=SYSTEM)
        jobs.run()
        assert rows(ends)["cancelled", 0, 0] == ("waiting", "", utc(at(MONDAY, 6)))
        assert rows(stays)["booked", 0, 0] == ("waiting", "", utc(at(MONDAY, 6)))
        assert rows(tried)["booked", 0, 0] == ("waiting", "", utc(at(MONDAY, 8)))

        settings_update(changes={"quiet_from": at(SUNDAY, 23).time()}, actor=SYSTEM)
        jobs.run()
        assert rows(stays)["booked", 0, 0] == ("waiting", "", utc(at(SUNDAY, 22)))
    with in_tenant(other_business.schema_name):
        assert rows(other)["booked", 0, 0] == ("waiting", "", utc(at(MONDAY, 8)))


def test_a_notice_that_can_no_longer_go_before_its_meeting_says_so(business, jobs) -> None:
    with clock.frozen(at(SUNDAY, 22)):
        meeting = booked(at(MONDAY, 9))
        settings_update(changes={"quiet_until": at(SUNDAY, 9, 30).time()}, actor=SYSTEM)
        jobs.run()
        assert rows(meeting)["booked", 0, 0][:2] == ("skipped", "quiet_hours")


def test_planning_again_changes_nothing(business) -> None:
    meeting = booked()
    before = rows(meeting)
    assert meetings_replan() == 1
    assert rows(meeting) == before


def test_meetings_that_are_written_past_the_services_are_planned_by_the_next_replan(business) -> None:
    meeting = AppointmentFactory(starts_at=at(TUESDAY, 10))
    meetings_replan()
    assert len(rows(meeting)) == 2


def test_a_booking_with_journal_event_and_messages_is_ten_statements(business, django_assert_num_queries):
    wish = Wish(lead_id=CustomerFactory().pk, starts_at=at(TUESDAY, 10), source="phone")

    # A savepoint and its release stand for BEGIN and COMMIT.
    with django_assert_num_queries(10 + 2):
        meeting = appointment_book(wish, actor=SYSTEM)

    assert len(rows(meeting)) == 3
