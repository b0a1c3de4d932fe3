"""Moving and confirming keep the rules of booking."""

import pytest

from apps.audit.actors import AI, Actor, ActorKind
from apps.events.models import OutboxEvent
from apps.scheduling.errors import AlreadyBookedError
from apps.scheduling.models import Appointment, Resource
from apps.scheduling.services.booking import appointment_book, appointment_hold
from apps.scheduling.services.changes import appointment_reschedule
from apps.scheduling.tests.asking import wish
from apps.scheduling.tests.factories import CustomerFactory
from apps.scheduling.tests.moments import MONDAY, at
from apps.tenants.context import in_tenant

DANA = Actor(kind=ActorKind.USER, user_id=7)


def test_moving_brings_nobody_to_two_places_at_once(business, other_business):
    lead, room = CustomerFactory.create(), Resource.objects.create(name="חדר")
    stands = appointment_book(wish(at(MONDAY, 10), lead, label="תספורת"), actor=AI)
    other = appointment_book(wish(at(MONDAY, 12), lead, resource_id=room.pk), actor=AI)
    before = list(OutboxEvent.objects.values_list("id", flat=True))

    with pytest.raises(AlreadyBookedError) as refused:
        appointment_reschedule(appointment_id=other.pk, starts_at=at(MONDAY, 10), actor=DANA)

    assert refused.value.data["appointment"] == {
        "id": stands.pk,
        "starts_at": "2026-11-23T10:00:00+02:00",
        "service": "תספורת",
        "service_id": None,
        "resource_id": stands.resource_id,
    }
    other.refresh_from_db()
    assert (other.status, other.starts_at, Appointment.objects.count()) == ("confirmed", at(MONDAY, 12), 2)
    assert list(OutboxEvent.objects.values_list("id", flat=True)) == before
    with in_tenant(other_business.schema_name):
        assert Appointment.objects.count() == 0


def test_what_is_moved_may_go_to_somebody_else_at_its_own_start(business):
    room = Resource.objects.create(name="חדר")
    old = appointment_book(wish(at(MONDAY, 10)), actor=AI)

    new = appointment_reschedule(
        appointment_id=old.pk, starts_at=at(MONDAY, 10), resource_id=room.pk, actor=DANA
    )

    assert (new.starts_at, new.resource_id) == (at(MONDAY, 10), room.pk)


def test_a_hold_gives_way_to_what_is_moved_to_its_start(business):
    lead, room = CustomerFactory.create(), Resource.objects.create(name="חדר")
    old = appointment_book(wish(at(MONDAY, 12), lead, resource_id=room.pk), actor=AI)
    hold = appointment_hold(wish(at(MONDAY, 10), lead), actor=AI)

    appointment_reschedule(appointment_id=old.pk, starts_at=at(MONDAY, 10), actor=DANA)

    assert not Appointment.objects.filter(pk=hold.pk).exists()
