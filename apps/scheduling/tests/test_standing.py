"""Moving and confirming keep the rules of booking."""

from datetime import timedelta

import pytest

from apps.audit.actors import AI, Actor, ActorKind
from apps.core import clock
from apps.events.models import OutboxEvent
from apps.scheduling.errors import AlreadyBookedError, SlotRefusedError
from apps.scheduling.models import Appointment, AppointmentSettings, Resource
from apps.scheduling.selectors.diary import diary_get
from apps.scheduling.selectors.moving import wanted_to_move
from apps.scheduling.selectors.slots import slots_between, wanted_of
from apps.scheduling.services.booking import appointment_book, appointment_hold
from apps.scheduling.services.changes import appointment_confirm, appointment_reschedule
from apps.scheduling.tests.asking import wish
from apps.scheduling.tests.factories import CustomerFactory, ServiceFactory
from apps.scheduling.tests.moments import MONDAY, NOW, at
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


@pytest.mark.parametrize(("waited", "is_free"), [(timedelta(minutes=5), True), (timedelta(days=2), False)])
def test_a_hold_that_ran_out_is_not_confirmed(business, other_business, waited, is_free):
    AppointmentSettings.objects.update(daily_cap=1)
    hold = appointment_hold(wish(at(MONDAY, 10)), actor=AI)

    with clock.frozen(NOW + waited), pytest.raises(SlotRefusedError) as refused:
        appointment_confirm(appointment_id=hold.pk, actor=DANA)

    assert (refused.value.code, refused.value.status) == ("hold_expired", 409)
    assert ("2026-11-23T10:00:00+02:00" in refused.value.data["alternatives"]) == is_free
    hold.refresh_from_db()
    assert (hold.status, hold.version) == ("held", 1)


def test_a_hold_that_ran_out_does_not_break_the_cap_it_no_longer_counts_in(business, other_business):
    AppointmentSettings.objects.update(daily_cap=1)
    hold = appointment_hold(wish(at(MONDAY, 10)), actor=AI)

    with clock.frozen(NOW + timedelta(minutes=5)):
        appointment_book(wish(at(MONDAY, 12)), actor=AI)
        with pytest.raises(SlotRefusedError, match="hold_expired"):
            appointment_confirm(appointment_id=hold.pk, actor=DANA)

    assert Appointment.objects.filter(status="confirmed").count() == 1
    with in_tenant(other_business.schema_name):
        assert Appointment.objects.count() == 0


def test_what_is_moved_may_go_to_somebody_else_at_its_own_start(business):
    room = Resource.objects.create(name="חדר")
    old = appointment_book(wish(at(MONDAY, 10)), actor=AI)

    new = appointment_reschedule(
        appointment_id=old.pk, starts_at=at(MONDAY, 10), resource_id=room.pk, actor=DANA
    )

    assert (new.starts_at, new.resource_id) == (at(MONDAY, 10), room.pk)


@pytest.mark.parametrize("is_free", [True, False])
def test_what_nobody_can_give_where_it_stands_goes_to_a_colleague_at_its_own_start(business, is_free):
    ron, gal = (Resource.objects.create(name=name) for name in ("רון", "גל"))
    service = ServiceFactory.create()
    service.resources.add(ron, gal)
    old = appointment_book(wish(at(MONDAY, 10), service_id=service.pk, resource_id=ron.pk), actor=AI)
    if not is_free:
        appointment_book(wish(at(MONDAY, 10), service_id=service.pk, resource_id=gal.pk), actor=AI)
    Resource.objects.filter(pk=ron.pk).update(is_active=False)

    wanted = wanted_to_move(diary_get(), appointment_id=old.pk)
    offered = slots_between(diary_get(), wanted, date_from=MONDAY, date_to=MONDAY, now=NOW)
    assert (at(MONDAY, 10) in [slot.starts_at for slot in offered]) is is_free
    if is_free:
        new = appointment_reschedule(appointment_id=old.pk, starts_at=at(MONDAY, 10), actor=DANA)
        assert (new.starts_at, new.resource_id, new.lineage) == (at(MONDAY, 10), gal.pk, old.lineage)
    else:
        with pytest.raises(SlotRefusedError, match="slot_taken"):
            appointment_reschedule(appointment_id=old.pk, starts_at=at(MONDAY, 10), actor=DANA)

    old.refresh_from_db()
    assert old.status == ("cancelled" if is_free else "confirmed")


def test_a_hold_gives_way_to_what_is_moved_to_its_start(business):
    lead, room = CustomerFactory.create(), Resource.objects.create(name="חדר")
    old = appointment_book(wish(at(MONDAY, 12), lead, resource_id=room.pk), actor=AI)
    hold = appointment_hold(wish(at(MONDAY, 10), lead), actor=AI)

    appointment_reschedule(appointment_id=old.pk, starts_at=at(MONDAY, 10), actor=DANA)

    assert not Appointment.objects.filter(pk=hold.pk).exists()


@pytest.mark.parametrize(("hour", "minute"), [(9, 45), (10, 15), (10, 0)])
def test_a_lead_is_in_one_place_at_a_time_unless_somebody_insists(business, other_business, hour, minute):
    AppointmentSettings.objects.update(slot_minutes=15)
    lead, room = CustomerFactory.create(), Resource.objects.create(name="חדר")
    services = [ServiceFactory.create(duration_minutes=30) for _ in range(2)]
    default = Resource.objects.get(is_default=True)
    stands = appointment_book(
        wish(at(MONDAY, 10), lead, service_id=services[0].pk, resource_id=default.pk), actor=AI
    )
    wanted = {"service_id": services[1].pk, "resource_id": room.pk}

    for ask in (appointment_book, appointment_hold):
        with pytest.raises(AlreadyBookedError) as refused:
            ask(wish(at(MONDAY, hour, minute), lead, **wanted), actor=AI)
        assert refused.value.data["appointment"]["id"] == stands.pk
    assert list(Appointment.objects.all()) == [stands]

    insisted = wish(at(MONDAY, hour, minute), lead, overlapping=True, **wanted)
    booked = appointment_book(insisted, actor=DANA)
    assert (booked.resource_id, booked.starts_at) == (room.pk, at(MONDAY, hour, minute))
    assert appointment_book(insisted, actor=DANA) == booked
    with in_tenant(other_business.schema_name):
        assert Appointment.objects.count() == 0


def test_what_follows_at_once_with_somebody_else_is_no_other_place(business):
    lead, room = CustomerFactory.create(), Resource.objects.create(name="חדר")
    appointment_book(wish(at(MONDAY, 10), lead), actor=AI)

    for hour, minute in ((9, 30), (10, 30)):
        booked = appointment_book(wish(at(MONDAY, hour, minute), lead, resource_id=room.pk), actor=AI)
        assert booked.status == "confirmed"


def test_no_time_is_offered_to_a_lead_that_has_a_meeting_then(business):
    lead, room = CustomerFactory.create(), Resource.objects.create(name="חדר")
    mine = appointment_book(wish(at(MONDAY, 10), lead), actor=AI)
    other = appointment_book(wish(at(MONDAY, 12), lead, resource_id=room.pk), actor=AI)

    def free(wanted):
        found = slots_between(diary_get(), wanted, date_from=MONDAY, date_to=MONDAY, now=clock.now())
        return {slot.starts_at for slot in found}

    anybody = free(wanted_of(diary_get(), resource_id=room.pk))
    assert anybody - free(wanted_of(diary_get(), resource_id=room.pk, lead_id=lead.pk)) == {mine.starts_at}
    of_move = free(wanted_to_move(diary_get(), appointment_id=other.pk))
    # Where it is, by whom it is, is nowhere to move to.
    assert of_move == anybody - {mine.starts_at}
    default = Resource.objects.get(is_default=True)
    of_another = wanted_to_move(diary_get(), appointment_id=other.pk, resource_id=default.pk)
    assert other.starts_at in free(of_another)

    with pytest.raises(AlreadyBookedError):
        appointment_reschedule(appointment_id=other.pk, starts_at=mine.starts_at, actor=DANA)
    moved = appointment_reschedule(
        appointment_id=other.pk, starts_at=mine.starts_at, overlapping=True, actor=DANA
    )
    assert moved.starts_at == mine.starts_at
