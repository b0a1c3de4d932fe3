from datetime import UTC, timedelta

import pytest

from apps.audit.actors import AI, Actor, ActorKind
from apps.audit.models import AuditEntry
from apps.crm.errors.leads import LeadNotFoundError
from apps.events.models import OutboxEvent
from apps.scheduling.errors import (
    AlreadyBookedError,
    AppointmentNotFoundError,
    AppointmentOverError,
    SlotRefusedError,
)
from apps.scheduling.models import Appointment, AppointmentSettings, OpeningHours, Resource
from apps.scheduling.services.booking import Wish, appointment_book, appointment_hold
from apps.scheduling.services.changes import appointment_cancel
from apps.scheduling.tests.factories import AppointmentFactory, CustomerFactory, ServiceFactory
from apps.scheduling.tests.moments import FRIDAY, MONDAY, NOW, SATURDAY, SUNDAY, at
from apps.tenants.context import in_tenant

DANA = Actor(kind=ActorKind.USER, user_id=7)


def booked(starts_at, lead=None, **more):
    lead_id = lead.pk if lead else CustomerFactory.create().pk
    details = {"label": "תספורת", "source": "phone", "source_kind": "call", "source_id": 31}
    return appointment_book(Wish(lead_id=lead_id, starts_at=starts_at, **{**details, **more}), actor=AI)


def test_a_free_slot_is_booked_and_announced(business):
    lead = CustomerFactory.create()

    appointment = booked(at(MONDAY, 9, 30), lead)

    stored = Appointment.objects.get()
    assert stored.pk == appointment.pk
    assert (stored.lead_id, stored.status, stored.service_label) == (lead.pk, "confirmed", "תספורת")
    assert (stored.starts_at, stored.ends_at) == (at(MONDAY, 9, 30), at(MONDAY, 10))
    assert (stored.source, stored.source_kind, stored.source_id) == ("phone", "call", 31)
    event = OutboxEvent.objects.get()
    assert event.type == "appointment.booked"
    assert event.payload == {
        "id": stored.pk,
        "lead_id": lead.pk,
        "starts_at": "2026-11-23T07:30:00+00:00",
        "status": "confirmed",
    }
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor_kind, entry.target_id) == ("appointment.booked", "ai", stored.pk)


def test_the_same_lead_asking_again_gets_the_same_appointment(business):
    lead = CustomerFactory.create()

    first = booked(at(MONDAY, 9, 30), lead)
    again = booked(at(MONDAY, 9, 30).astimezone(UTC), lead)

    assert first.pk == again.pk
    assert Appointment.objects.count() == 1
    assert OutboxEvent.objects.count() == 1


def test_a_lead_is_never_in_two_meetings_that_begin_together(business, other_business):
    lead, other = CustomerFactory.create(), CustomerFactory.create()
    service, room = ServiceFactory.create(), Resource.objects.create(name="חדר")
    main = Resource.objects.get(is_default=True)

    first = booked(at(MONDAY, 10), lead, label="")
    for make in (appointment_book, appointment_hold):
        for other_wish in (
            {"resource_id": room.pk},
            {"service_id": service.pk},
            {"service_id": service.pk, "resource_id": main.pk},
        ):
            wish = Wish(lead_id=lead.pk, starts_at=at(MONDAY, 10), source="phone", **other_wish)
            with pytest.raises(AlreadyBookedError) as refused:
                make(wish, actor=AI)
            assert (refused.value.code, refused.value.status) == ("already_booked", 409)
            assert refused.value.data["appointment"] == {
                "id": first.pk,
                "starts_at": "2026-11-23T10:00:00+02:00",
                "service": "",
                "service_id": None,
                "resource_id": main.pk,
            }

    assert booked(at(MONDAY, 10), lead, resource_id=main.pk).pk == first.pk
    stored = Appointment.objects.get()
    assert (stored.resource_id, stored.service_id, stored.service_label) == (main.pk, None, "")
    assert OutboxEvent.objects.count() == 1
    assert booked(at(MONDAY, 10), other, resource_id=room.pk).pk != first.pk
    assert booked(at(MONDAY, 10, 30), lead, resource_id=room.pk).pk != first.pk
    with in_tenant(other_business.schema_name):
        assert Appointment.objects.count() == 0


def test_a_hold_gives_way_to_the_same_lead_elsewhere_at_that_start(business):
    lead, room = CustomerFactory.create(), Resource.objects.create(name="חדר")
    main = Resource.objects.get(is_default=True)
    wish = Wish(lead_id=lead.pk, starts_at=at(MONDAY, 10), source="phone", resource_id=main.pk)
    hold = appointment_hold(wish, actor=AI)

    taken = booked(at(MONDAY, 10), lead, resource_id=room.pk)

    assert taken.pk != hold.pk
    assert [(each.resource_id, each.status) for each in Appointment.objects.all()] == [(room.pk, "confirmed")]


def test_a_taken_slot_is_refused_with_the_three_nearest(business):
    booked(at(MONDAY, 10))

    with pytest.raises(SlotRefusedError) as refused:
        booked(at(MONDAY, 10))

    assert (refused.value.code, refused.value.status) == ("slot_taken", 409)
    assert refused.value.data["alternatives"] == [
        "2026-11-23T09:00:00+02:00",
        "2026-11-23T09:30:00+02:00",
        "2026-11-23T10:30:00+02:00",
    ]
    assert Appointment.objects.count() == 1
    assert OutboxEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("starts_at", "code", "nearest"),
    [
        (at(SUNDAY, 8, 30), "too_soon", "2026-11-22T09:00:00+02:00"),
        (at(SUNDAY, 7), "too_soon", "2026-11-22T09:00:00+02:00"),
        (at(SUNDAY + timedelta(days=31), 9), "beyond_window", "2026-12-22T16:30:00+02:00"),
        (at(MONDAY, 18), "outside_hours", "2026-11-23T16:30:00+02:00"),
        (at(FRIDAY, 13), "outside_hours", "2026-11-27T11:30:00+02:00"),
        (at(SATURDAY, 10), "outside_hours", "2026-11-27T11:30:00+02:00"),
        (at(MONDAY, 9, 10), "off_grid", "2026-11-23T09:00:00+02:00"),
    ],
)
def test_a_start_that_is_not_on_offer_is_refused_with_its_reason(business, starts_at, code, nearest):
    with pytest.raises(SlotRefusedError) as refused:
        booked(starts_at)

    assert (refused.value.code, refused.value.status) == (code, 422)
    assert refused.value.data["alternatives"][0] == nearest
    assert len(refused.value.data["alternatives"]) == 3
    assert Appointment.objects.count() == 0


def test_a_business_without_hours_offers_nothing(business):
    OpeningHours.objects.all().delete()

    with pytest.raises(SlotRefusedError) as refused:
        booked(at(MONDAY, 9))

    assert (refused.value.code, refused.value.data) == ("outside_hours", {"alternatives": []})


def test_appointments_back_to_back_are_both_booked(business):
    booked(at(MONDAY, 9))
    booked(at(MONDAY, 9, 30))

    assert Appointment.objects.count() == 2


def test_the_buffer_keeps_appointments_apart(business):
    AppointmentSettings.objects.update(buffer_minutes=15)
    booked(at(MONDAY, 10))

    for starts_at in (at(MONDAY, 9, 30), at(MONDAY, 10, 30)):
        with pytest.raises(SlotRefusedError, match="slot_taken"):
            booked(starts_at)
    booked(at(MONDAY, 11))

    assert Appointment.objects.count() == 2


def test_a_business_that_approves_gets_a_request_that_already_blocks(business):
    AppointmentSettings.objects.update(confirm_mode="manual")

    appointment = booked(at(MONDAY, 10))

    assert appointment.status == "pending"
    with pytest.raises(SlotRefusedError, match="slot_taken"):
        booked(at(MONDAY, 10))


def test_a_hold_blocks_until_it_runs_out(business):
    hold = AppointmentFactory.create(
        starts_at=at(MONDAY, 10), status="held", hold_expires_at=NOW + timedelta(minutes=5)
    )
    with pytest.raises(SlotRefusedError, match="slot_taken"):
        booked(at(MONDAY, 10))

    Appointment.objects.filter(pk=hold.pk).update(hold_expires_at=NOW)
    appointment = booked(at(MONDAY, 10))

    assert list(Appointment.objects.all()) == [appointment]


def test_a_lead_that_does_not_exist_books_nothing(business):
    with pytest.raises(LeadNotFoundError):
        appointment_book(Wish(lead_id=999_999, starts_at=at(MONDAY, 10), source="api"), actor=AI)

    assert Appointment.objects.count() == 0


def test_a_lead_of_another_business_books_nothing_here(business, other_business):
    with in_tenant(other_business.schema_name):
        theirs = CustomerFactory.create(id=900_001)

    with pytest.raises(LeadNotFoundError):
        booked(at(MONDAY, 10), theirs)


def test_the_same_time_is_free_in_another_business(business, other_business):
    booked(at(MONDAY, 10))

    with in_tenant(other_business.schema_name):
        assert booked(at(MONDAY, 10)).status == "confirmed"


def test_a_cancelled_time_is_free_again(business):
    appointment = booked(at(MONDAY, 10))

    cancelled = appointment_cancel(appointment_id=appointment.pk, actor=DANA)

    assert cancelled.status == "cancelled"
    assert booked(at(MONDAY, 10)).pk != appointment.pk
    event = OutboxEvent.objects.get(type="appointment.cancelled")
    assert event.payload == {
        "id": appointment.pk,
        "lead_id": appointment.lead_id,
        "starts_at": "2026-11-23T08:00:00+00:00",
        "status": "cancelled",
    }
    entry = AuditEntry.objects.get(action="appointment.cancelled")
    assert (entry.actor_user_id, entry.data) == (7, {"status_from": "confirmed"})


def test_the_lead_may_book_again_what_it_cancelled(business):
    lead = CustomerFactory.create()
    first = booked(at(MONDAY, 10), lead)
    appointment_cancel(appointment_id=first.pk, actor=DANA)

    assert booked(at(MONDAY, 10), lead).pk != first.pk


def test_cancelling_twice_is_announced_once(business):
    appointment = booked(at(MONDAY, 10))

    for _ in range(2):
        appointment_cancel(appointment_id=appointment.pk, actor=DANA)

    assert OutboxEvent.objects.filter(type="appointment.cancelled").count() == 1
    assert AuditEntry.objects.filter(action="appointment.cancelled").count() == 1


def test_a_hold_can_be_cancelled(business):
    hold = AppointmentFactory.create(starts_at=at(MONDAY, 10), status="held", hold_expires_at=NOW)

    assert appointment_cancel(appointment_id=hold.pk, actor=DANA).hold_expires_at is None


@pytest.mark.parametrize("status", ["done", "no_show"])
def test_what_took_place_is_not_cancelled(business, status):
    appointment = AppointmentFactory.create(starts_at=at(MONDAY, 10), status=status)

    with pytest.raises(AppointmentOverError) as refused:
        appointment_cancel(appointment_id=appointment.pk, actor=DANA)

    assert refused.value.data == {"appointment_status": status}
    assert Appointment.objects.get().status == status


def test_an_appointment_of_another_business_is_not_cancelled(business, other_business):
    with in_tenant(other_business.schema_name):
        theirs = AppointmentFactory.create(id=900_001, starts_at=at(MONDAY, 10))

    with pytest.raises(AppointmentNotFoundError):
        appointment_cancel(appointment_id=theirs.pk, actor=DANA)

    with in_tenant(other_business.schema_name):
        assert Appointment.objects.get().status == "confirmed"
