from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.scheduling.models import AppointmentSettings, OpeningHours, Resource
from apps.scheduling.selectors.appointments import appointments_of, appointments_upcoming
from apps.scheduling.selectors.diary import diary_get
from apps.scheduling.selectors.slots import busy_between, day_availability, slots_available
from apps.scheduling.slots import DayState
from apps.scheduling.tests.factories import AppointmentFactory, CustomerFactory
from apps.scheduling.tests.moments import FRIDAY, JERUSALEM, MONDAY, NOW, SATURDAY, SUNDAY, at
from apps.tenants.context import in_tenant
from apps.tenants.models import Business

MORNING = (time(0), time(12))
EVENING = (time(17), time(0))


def walls(slots):
    return [slot.starts_at.astimezone(JERUSALEM).strftime("%H:%M") for slot in slots]


def day_of(day, hours=None, now=NOW):
    return day_availability(diary_get(), day=day, hours=hours, now=now)


def fill(day, *hours):
    lead = CustomerFactory.create()
    for hour in hours:
        for minute in (0, 30):
            AppointmentFactory.create(lead=lead, starts_at=at(day, hour, minute))


def test_the_default_week_is_sunday_to_friday_noon(business):
    slots = slots_available(date_from=MONDAY, date_to=SATURDAY, now=NOW)

    by_day = {
        day: [slot for slot in slots if slot.starts_at.astimezone(JERUSALEM).date() == day]
        for day in (MONDAY, FRIDAY, SATURDAY)
    }
    assert (walls(by_day[MONDAY])[0], walls(by_day[MONDAY])[-1], len(by_day[MONDAY])) == (
        "09:00",
        "17:30",
        18,
    )
    assert (walls(by_day[FRIDAY])[-1], len(by_day[FRIDAY])) == ("12:30", 8)
    assert by_day[SATURDAY] == []


def test_slots_follow_the_zone_of_the_business(business):
    Business.objects.update(timezone="Europe/London")

    first = slots_available(date_from=MONDAY, date_to=MONDAY, now=NOW)[0]

    assert first.starts_at.isoformat() == "2026-11-23T09:00:00+00:00"


def test_free_slots_cost_the_same_however_long_the_span(business, django_assert_num_queries):
    fill(MONDAY, 9, 10)
    for days in (0, 30):
        with django_assert_num_queries(2):
            slots_available(date_from=SUNDAY, date_to=SUNDAY + timedelta(days=days), now=NOW)


def test_what_is_busy_is_read_from_the_index_of_the_constraint(business):
    resource_id = Resource.objects.get().pk
    with connection.cursor() as cursor, CaptureQueriesContext(connection) as asked:
        # On a table this small the planner would read it whole.
        cursor.execute("SET LOCAL enable_seqscan = off")
        busy_between(resource_ids=[resource_id], start=at(MONDAY, 9), end=at(MONDAY, 18), now=NOW)
        cursor.execute(f"EXPLAIN {asked.captured_queries[-1]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "appointment_no_overlap" in plan


def test_a_hold_that_ran_out_hides_no_slot(business):
    AppointmentFactory.create(
        starts_at=at(MONDAY, 9), status="held", hold_expires_at=NOW + timedelta(minutes=5)
    )

    assert walls(day_of(MONDAY).slots)[0] == "09:30"
    assert walls(day_of(MONDAY, now=NOW + timedelta(minutes=5)).slots)[0] == "09:00"


def test_appointments_of_another_business_take_no_slot(business, other_business):
    with in_tenant(other_business.schema_name):
        AppointmentFactory.create(starts_at=at(MONDAY, 9))

    assert walls(slots_available(date_from=MONDAY, date_to=MONDAY, now=NOW))[0] == "09:00"


def test_a_free_day_needs_no_alternatives(business):
    found = day_of(MONDAY)

    assert (found.state, len(found.slots), found.alternatives) == (DayState.AVAILABLE, 18, [])


def test_a_part_of_the_day_is_cut_by_where_slots_start(business):
    assert walls(day_of(MONDAY, MORNING).slots) == ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"]
    assert walls(day_of(MONDAY, EVENING).slots) == ["17:00", "17:30"]


def test_a_full_part_offers_the_rest_of_that_day(business):
    fill(MONDAY, 17)

    found = day_of(MONDAY, EVENING)

    assert (found.state, found.slots) == (DayState.FULL, [])
    assert [slot.starts_at for slot in found.alternatives] == [
        at(MONDAY, 15, 30),
        at(MONDAY, 16),
        at(MONDAY, 16, 30),
    ]


def test_a_full_day_offers_the_nearest_on_other_days(business):
    fill(FRIDAY, 9, 10, 11, 12)

    found = day_of(FRIDAY)

    assert found.state == DayState.FULL
    assert [slot.starts_at for slot in found.alternatives] == [
        at(FRIDAY - timedelta(days=1), 16, 30),
        at(FRIDAY - timedelta(days=1), 17),
        at(FRIDAY - timedelta(days=1), 17, 30),
    ]


@pytest.mark.parametrize(
    ("day", "now", "state"),
    [
        (SATURDAY, NOW, DayState.CLOSED),
        (SUNDAY - timedelta(days=1), NOW, DayState.PAST),
        (SUNDAY, at(SUNDAY, 17), DayState.TOO_SOON),
        (SUNDAY + timedelta(days=31), NOW, DayState.BEYOND_WINDOW),
    ],
)
def test_a_day_without_slots_says_why(business, day, now, state):
    found = day_of(day, now=now)

    assert (found.state, found.slots, len(found.alternatives)) == (state, [], 3)


def test_a_business_without_hours_is_closed_and_has_nothing_else(business):
    OpeningHours.objects.all().delete()

    assert day_of(MONDAY) == type(day_of(MONDAY))(DayState.CLOSED, [], [])


def test_notice_longer_than_a_day_closes_tomorrow(business):
    AppointmentSettings.objects.update(min_notice_minutes=3 * 24 * 60)

    assert day_of(MONDAY).state == DayState.TOO_SOON


def test_upcoming_appointments_are_the_lead_s_own_and_soonest_first(business):
    lead = CustomerFactory.create()
    later = AppointmentFactory.create(lead=lead, starts_at=at(MONDAY, 12))
    sooner = AppointmentFactory.create(lead=lead, starts_at=at(MONDAY, 10))
    AppointmentFactory.create(lead=lead, starts_at=at(SUNDAY, 6))
    AppointmentFactory.create(lead=lead, starts_at=at(MONDAY, 14), status="cancelled")
    AppointmentFactory.create(starts_at=at(MONDAY, 15))

    assert list(appointments_upcoming(lead_id=lead.pk, now=NOW)) == [sooner, later]


def test_appointments_are_found_by_the_call_they_came_from(business):
    ours = AppointmentFactory.create(starts_at=at(MONDAY, 10), source_kind="call", source_id=3)
    AppointmentFactory.create(starts_at=at(MONDAY, 11), source_kind="call", source_id=4)
    AppointmentFactory.create(starts_at=at(MONDAY, 12), source_kind="chat", source_id=3)

    assert list(appointments_of(source_kind="call", source_ids=[3])) == [ours]
