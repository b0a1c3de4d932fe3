"""Nothing that overlaps is ever stored, whoever writes and however many at once."""

from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise
from threading import Event, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.audit.actors import AI
from apps.core.testing import PATIENCE_SECONDS
from apps.crm.tests.threads import at_once
from apps.events.models import OutboxEvent
from apps.scheduling.errors import AlreadyBookedError, SlotRefusedError
from apps.scheduling.models import Appointment, AppointmentSettings, Resource
from apps.scheduling.selectors.slots import slots_available
from apps.scheduling.services.booking import Wish, appointment_book
from apps.scheduling.services.changes import appointment_cancel, appointment_reschedule
from apps.scheduling.tests.factories import AppointmentFactory, CustomerFactory, ServiceFactory
from apps.scheduling.tests.moments import FRIDAY, MONDAY, NOW, SUNDAY, at
from apps.tenants.context import in_tenant

CALLERS = 50


def booking(lead_id, starts_at, service_id=None, resource_id=None):
    wish = Wish(
        lead_id=lead_id, starts_at=starts_at, source="phone", service_id=service_id, resource_id=resource_id
    )

    def book():
        try:
            return appointment_book(wish, actor=AI)
        except (AlreadyBookedError, SlotRefusedError) as error:
            return error

    return book


def overlaps(appointments):
    ordered = sorted(appointments, key=lambda appointment: appointment.starts_at)
    return [pair for pair in pairwise(ordered) if pair[1].starts_at < pair[0].ends_at]


def blocking():
    return list(Appointment.objects.filter(status__in=Appointment.BLOCKING))


def test_fifty_callers_for_one_slot_make_one_appointment(tenants_db, business):
    leads = CustomerFactory.create_batch(CALLERS)

    results = at_once(business.schema_name, [booking(lead.pk, at(MONDAY, 10)) for lead in leads])

    won = [result for result in results if isinstance(result, Appointment)]
    refused = [result for result in results if isinstance(result, SlotRefusedError)]
    assert (len(won), len(refused)) == (1, 49)
    assert {error.code for error in refused} == {"slot_taken"}
    assert {tuple(error.data["alternatives"]) for error in refused} == {
        ("2026-11-23T09:00:00+02:00", "2026-11-23T09:30:00+02:00", "2026-11-23T10:30:00+02:00")
    }
    assert list(Appointment.objects.all()) == won
    assert OutboxEvent.objects.filter(type="appointment.booked").count() == 1


def test_one_lead_asking_many_times_at_once_gets_one_appointment(tenants_db, business):
    lead = CustomerFactory.create()

    results = at_once(business.schema_name, [booking(lead.pk, at(MONDAY, 10))] * 10)

    assert {result.pk for result in results} == {Appointment.objects.get().pk}


def test_one_lead_asking_at_once_takes_one_of_several_resources(tenants_db, business):
    lead, service = CustomerFactory.create(), ServiceFactory.create()
    Resource.objects.bulk_create(Resource(name=f"חדר {number}") for number in range(4))

    results = at_once(business.schema_name, [booking(lead.pk, at(MONDAY, 10), service.pk)] * 10)

    assert {result.pk for result in results} == {Appointment.objects.get().pk}


def test_one_lead_asking_at_once_for_this_and_that_gets_one_appointment(tenants_db, business):
    lead, service = CustomerFactory.create(), ServiceFactory.create()
    room = Resource.objects.create(name="חדר")
    asked = [(None, None), (service.pk, None), (None, room.pk), (service.pk, room.pk)]

    results = at_once(business.schema_name, [booking(lead.pk, at(MONDAY, 10), *each) for each in asked * 3])

    stored = Appointment.objects.get()
    told = [result.data["appointment"]["id"] for result in results if isinstance(result, AlreadyBookedError)]
    booked = [result.pk for result in results if isinstance(result, Appointment)]
    # Whoever leaves all open gets what stands; whoever asked for another is told of it.
    assert len(booked) >= 3
    assert len(booked) + len(told) == 12
    assert {*booked, *told} == {stored.pk}
    assert OutboxEvent.objects.filter(type="appointment.booked").count() == 1


def test_rivals_for_several_resources_take_each_of_them_once(tenants_db, business):
    service = ServiceFactory.create()
    Resource.objects.bulk_create(Resource(name=f"חדר {number}") for number in range(4))
    leads = CustomerFactory.create_batch(12)

    results = at_once(business.schema_name, [booking(lead.pk, at(MONDAY, 10), service.pk) for lead in leads])

    won = [result for result in results if isinstance(result, Appointment)]
    assert len({appointment.resource_id for appointment in won}) == len(won) == 5
    assert {error.code for error in results if isinstance(error, SlotRefusedError)} == {"slot_taken"}


def test_with_a_daily_cap_no_more_are_booked_at_once(tenants_db, business):
    AppointmentSettings.objects.update(daily_cap=3)
    leads = CustomerFactory.create_batch(8)
    starts = [at(MONDAY, 9 + number) for number in range(8)]

    results = at_once(
        business.schema_name, [booking(lead.pk, start) for lead, start in zip(leads, starts, strict=True)]
    )

    assert Appointment.objects.count() == 3
    assert [error.code for error in results if isinstance(error, SlotRefusedError)] == ["day_full"] * 5


def test_meetings_that_want_each_others_place_do_not_wait_for_each_other_forever(tenants_db, business):
    other = Resource.objects.create(name="חדר")
    first = AppointmentFactory.create(starts_at=at(MONDAY, 10))
    second = AppointmentFactory.create(starts_at=at(MONDAY, 10), resource=other)

    def moving(appointment, resource_id):
        def move():
            try:
                return appointment_reschedule(
                    appointment_id=appointment.pk,
                    starts_at=at(MONDAY, 10),
                    resource_id=resource_id,
                    actor=AI,
                )
            except SlotRefusedError as error:
                return error.code

        return move

    swap = [moving(first, other.pk), moving(second, first.resource_id)]

    assert at_once(business.schema_name, swap) == ["slot_taken", "slot_taken"]
    assert {row.pk for row in blocking()} == {first.pk, second.pk}


def test_neighbours_at_once_keep_the_buffer(tenants_db, business):
    AppointmentSettings.objects.update(buffer_minutes=15)
    leads = CustomerFactory.create_batch(12)
    starts = [at(MONDAY, 9 + number // 2, 30 * (number % 2)) for number in range(12)]

    at_once(
        business.schema_name, [booking(lead.pk, start) for lead, start in zip(leads, starts, strict=True)]
    )

    gaps = [
        later.starts_at - earlier.ends_at
        for earlier, later in pairwise(Appointment.objects.order_by("starts_at"))
    ]
    assert gaps
    assert min(gaps) >= timedelta(minutes=15)


def test_a_rival_that_asks_nobody_is_still_stopped_by_the_database(tenants_db, business):
    """A writer without the lock inserts, and commits while the booking already waits for the constraint."""
    lead, rival = CustomerFactory.create(), CustomerFactory.create()
    inserted, go_on = Event(), Event()
    results = []

    def write_directly():
        with in_tenant(business.schema_name), transaction.atomic():
            AppointmentFactory.create(lead=rival, starts_at=at(MONDAY, 10))
            inserted.set()
            go_on.wait(PATIENCE_SECONDS)
        connection.close()

    def book():
        with in_tenant(business.schema_name):
            results.append(booking(lead.pk, at(MONDAY, 10))())
        connection.close()

    writer, booker = Thread(target=write_directly), Thread(target=book)
    writer.start()
    assert inserted.wait(PATIENCE_SECONDS)
    booker.start()
    while not _waits_for_insert():
        assert booker.is_alive()
    go_on.set()
    writer.join()
    booker.join()

    assert [result.code for result in results] == ["slot_taken"]
    assert Appointment.objects.get().lead_id == rival.pk


def _waits_for_insert():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'INSERT%'"
        )
        return cursor.fetchone()[0]


MINUTES = st.integers(0, 300)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    periods=st.lists(
        st.tuples(MINUTES, st.integers(1, 120), st.sampled_from(["held", "pending", "confirmed"]))
    )
)
def test_the_database_stores_no_overlap_whatever_is_written(business, periods):
    with rolled_back():
        lead = CustomerFactory.create()
        for start, length, status in periods:
            starts_at = at(MONDAY, 9) + timedelta(minutes=start)
            free = not any(
                other.starts_at < starts_at + timedelta(minutes=length) and starts_at < other.ends_at
                for other in blocking()
            )
            assert _stored(lead, starts_at, length, status) == free
        assert overlaps(blocking()) == []


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    slot_minutes=st.sampled_from([15, 30, 45]),
    buffer_minutes=st.sampled_from([0, 10]),
    wishes=st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=15),
)
def test_what_is_offered_can_be_booked_and_never_overlaps(business, slot_minutes, buffer_minutes, wishes):
    with rolled_back():
        AppointmentSettings.objects.update(slot_minutes=slot_minutes, buffer_minutes=buffer_minutes)
        # A week holds more than 15 appointments however badly they lie, so something is always free.
        for wish, is_cancelled in wishes:
            free = slots_available(date_from=SUNDAY, date_to=FRIDAY, now=NOW)
            slot = free[wish % len(free)]
            appointment = booking(CustomerFactory.create().pk, slot.starts_at)()
            assert (appointment.starts_at, appointment.ends_at) == (slot.starts_at, slot.ends_at)
            if is_cancelled:
                appointment_cancel(appointment_id=appointment.pk, actor=AI)
                assert slot in slots_available(date_from=SUNDAY, date_to=FRIDAY, now=NOW)
            else:
                assert slot not in slots_available(date_from=SUNDAY, date_to=FRIDAY, now=NOW)
        assert overlaps(blocking()) == []


def _stored(lead, starts_at, length, status):
    try:
        with transaction.atomic():
            AppointmentFactory.create(
                lead=lead,
                starts_at=starts_at,
                ends_at=starts_at + timedelta(minutes=length),
                status=status,
                hold_expires_at=NOW if status == "held" else None,
            )
    except IntegrityError as error:
        return "appointment_no_overlap" not in str(error)
    return True


@contextmanager
def rolled_back():
    """One example of a property, gone before the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("status", ["cancelled", "done", "no_show"])
def test_what_no_longer_blocks_may_overlap(business, status):
    AppointmentFactory.create(starts_at=at(MONDAY, 10), status=status)

    AppointmentFactory.create(starts_at=at(MONDAY, 10))

    assert Appointment.objects.count() == 2
