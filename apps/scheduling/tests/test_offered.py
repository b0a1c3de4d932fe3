"""What a booking takes up: the service, whoever gives it, its hours and the cap of the day."""

import pytest

from apps.audit.actors import AI, Actor, ActorKind
from apps.core import clock
from apps.scheduling.errors import (
    PhoneRequiredError,
    ResourceUnknownError,
    ServiceUnknownError,
    SlotRefusedError,
)
from apps.scheduling.hours import ONE_DAY
from apps.scheduling.models import Appointment, AppointmentSettings, OpeningHours, Resource, Service
from apps.scheduling.selectors.diary import diary_get
from apps.scheduling.selectors.slots import slots_between, wanted_of
from apps.scheduling.services.booking import appointment_book, appointment_hold
from apps.scheduling.services.changes import (
    appointment_cancel,
    appointment_finish,
    appointment_miss,
    appointment_reschedule,
)
from apps.scheduling.tests.asking import starts_on, wish
from apps.scheduling.tests.factories import CustomerFactory, ServiceFactory
from apps.scheduling.tests.moments import MONDAY, at
from apps.tenants.context import in_tenant

DANA = Actor(kind=ActorKind.USER, user_id=7)


def test_a_service_brings_its_length_and_buffers_and_keeps_its_name(business):
    service = ServiceFactory.create(
        label="צבע", duration_minutes=90, buffer_before_minutes=15, buffer_after_minutes=30
    )

    booked = appointment_book(wish(at(MONDAY, 10), service_id=service.pk, label="משהו"), actor=AI)
    Service.objects.update(label="צבע ושטיפה", duration_minutes=30, buffer_after_minutes=0)

    booked.refresh_from_db()
    assert (booked.service_id, booked.service_label) == (service.pk, "צבע")
    assert booked.ends_at == at(MONDAY, 11, 30)
    assert (booked.busy.lower, booked.busy.upper) == (at(MONDAY, 9, 45), at(MONDAY, 12))
    assert starts_on(MONDAY)[:2] == [at(MONDAY, 9), at(MONDAY, 12)]


def test_whoever_is_free_takes_the_next_meeting_and_nobody_two(business):
    first, second = Resource.objects.get(), Resource.objects.create(name="רון", position=1)
    service = ServiceFactory.create()

    taken = [appointment_book(wish(at(MONDAY, 10), service_id=service.pk), actor=AI) for _ in range(2)]
    with pytest.raises(SlotRefusedError, match="slot_taken"):
        appointment_book(wish(at(MONDAY, 10), service_id=service.pk), actor=AI)

    assert [each.resource_id for each in taken] == [first.pk, second.pk]


def test_only_who_gives_a_service_is_booked_for_it(business):
    ron, gal = (Resource.objects.create(name=name, position=1) for name in ("רון", "גל"))
    service = ServiceFactory.create()
    service.resources.add(ron)

    booked = appointment_book(wish(at(MONDAY, 10), service_id=service.pk), actor=AI)

    assert booked.resource_id == ron.pk
    with pytest.raises(ResourceUnknownError):
        appointment_book(wish(at(MONDAY, 12), service_id=service.pk, resource_id=gal.pk), actor=AI)
    with pytest.raises(ResourceUnknownError):
        appointment_reschedule(
            appointment_id=booked.pk, starts_at=at(MONDAY, 12), resource_id=gal.pk, actor=DANA
        )
    Resource.objects.filter(pk=ron.pk).update(is_active=False)
    assert starts_on(MONDAY, service_id=service.pk) == []


def test_a_meeting_is_moved_to_whoever_is_free_and_to_its_own_resource_first(business, other_business):
    ron, gal = (Resource.objects.create(name=name, position=1) for name in ("רון", "גל"))
    service = ServiceFactory.create()
    service.resources.add(ron, gal)
    booked = appointment_book(wish(at(MONDAY, 10), service_id=service.pk, resource_id=gal.pk), actor=AI)
    appointment_book(wish(at(MONDAY, 12), service_id=service.pk, resource_id=gal.pk), actor=AI)

    moved = appointment_reschedule(appointment_id=booked.pk, starts_at=at(MONDAY, 11), actor=AI)
    assert moved.resource_id == gal.pk
    assert at(MONDAY, 12) in starts_on(MONDAY, service_id=service.pk)
    moved = appointment_reschedule(appointment_id=moved.pk, starts_at=at(MONDAY, 12), actor=AI)
    assert (moved.resource_id, moved.starts_at) == (ron.pk, at(MONDAY, 12))
    back = appointment_reschedule(appointment_id=moved.pk, starts_at=at(MONDAY, 12), actor=AI)
    assert back == moved
    third = appointment_book(wish(at(MONDAY, 13), service_id=service.pk), actor=AI)
    with pytest.raises(SlotRefusedError, match="slot_taken"):
        appointment_reschedule(appointment_id=third.pk, starts_at=at(MONDAY, 12), actor=AI)
    with in_tenant(other_business.schema_name):
        assert Appointment.objects.count() == 0


@pytest.mark.parametrize("is_of_a_service", [True, False])
def test_a_meeting_on_a_resource_that_is_no_more_is_moved_to_another(business, is_of_a_service):
    room = Resource.objects.create(name="חדר", position=1)
    service_id = ServiceFactory.create().pk if is_of_a_service else None
    booked = appointment_book(wish(at(MONDAY, 10), service_id=service_id, resource_id=room.pk), actor=AI)
    Resource.objects.filter(pk=room.pk).update(is_active=False)

    moved = appointment_reschedule(appointment_id=booked.pk, starts_at=at(MONDAY, 11), actor=DANA)

    assert (moved.resource_id, moved.starts_at) == (Resource.objects.get(is_default=True).pk, at(MONDAY, 11))
    booked.refresh_from_db()
    assert booked.status == "cancelled"


def test_what_is_not_offered_any_more_cannot_be_booked(business):
    service = ServiceFactory.create(is_active=False)

    with pytest.raises(ServiceUnknownError):
        appointment_book(wish(at(MONDAY, 10), service_id=service.pk), actor=AI)
    with pytest.raises(ServiceUnknownError):
        appointment_book(wish(at(MONDAY, 10), service_id=service.pk + 1), actor=AI)


def test_a_resource_with_hours_of_its_own_keeps_those(business):
    ron = Resource.objects.create(name="רון", has_own_hours=True)
    OpeningHours.objects.create(resource=ron, weekday=1, opens="16:00", closes="17:00")

    assert starts_on(MONDAY, resource_id=ron.pk) == [at(MONDAY, 16), at(MONDAY, 16, 30)]
    assert len(starts_on(MONDAY)) == 18


def test_a_day_takes_no_more_than_its_cap_whoever_gives_it(business):
    AppointmentSettings.objects.update(daily_cap=2)
    ron = Resource.objects.create(name="רון")
    for hour, more in ((10, {}), (11, {"resource_id": ron.pk})):
        appointment_book(wish(at(MONDAY, hour), **more), actor=AI)

    assert starts_on(MONDAY) == []
    with pytest.raises(SlotRefusedError, match="day_full"):
        appointment_book(wish(at(MONDAY, 14)), actor=AI)
    moved = appointment_reschedule(
        appointment_id=Appointment.objects.earliest("starts_at").pk, starts_at=at(MONDAY, 15), actor=AI
    )
    assert moved.starts_at == at(MONDAY, 15)


def test_a_meeting_that_is_over_keeps_its_place_of_the_day_whoever_came(business, other_business):
    AppointmentSettings.objects.update(daily_cap=2)
    first, second = (appointment_book(wish(at(MONDAY, hour)), actor=AI) for hour in (9, 10))

    with clock.frozen(at(MONDAY, 11)):
        appointment_finish(appointment_id=first.pk, actor=DANA)
        appointment_miss(appointment_id=second.pk, actor=DANA)
        assert starts_on(MONDAY) == []
        with pytest.raises(SlotRefusedError, match="day_full"):
            appointment_book(wish(at(MONDAY, 14)), actor=AI)
        assert Appointment.objects.count() == 2

    with in_tenant(other_business.schema_name):
        assert appointment_book(wish(at(MONDAY, 14)), actor=AI).status == "confirmed"


def test_a_meeting_that_was_cancelled_gives_its_place_of_the_day_back(business):
    AppointmentSettings.objects.update(daily_cap=1)
    booked = appointment_book(wish(at(MONDAY, 9)), actor=AI)

    appointment_cancel(appointment_id=booked.pk, actor=DANA)

    assert appointment_book(wish(at(MONDAY, 14)), actor=AI).status == "confirmed"


def free_for(lead, day=MONDAY):
    diary = diary_get()
    wanted = wanted_of(diary, lead_id=lead.pk)
    found = slots_between(diary, wanted, date_from=day, date_to=day, now=clock.now())
    return [slot.starts_at for slot in found]


def test_what_a_lead_holds_takes_no_place_of_the_day_from_it_and_gives_way(business, other_business):
    AppointmentSettings.objects.update(daily_cap=2)
    lead = CustomerFactory.create()
    appointment_book(wish(at(MONDAY, 9)), actor=AI)
    hold = appointment_hold(wish(at(MONDAY, 10), lead), actor=AI)

    assert starts_on(MONDAY) == []
    assert at(MONDAY, 10, 30) in free_for(lead)
    held = appointment_hold(wish(at(MONDAY, 10, 30), lead), actor=AI)
    assert not Appointment.objects.filter(pk=hold.pk).exists()
    booked = appointment_book(wish(at(MONDAY, 12), lead), actor=AI)

    assert not Appointment.objects.filter(pk=held.pk).exists()
    assert (booked.status, Appointment.objects.count()) == ("confirmed", 2)
    with pytest.raises(SlotRefusedError, match="day_full"):
        appointment_hold(wish(at(MONDAY, 14), lead), actor=AI)
    assert free_for(lead) == []
    with in_tenant(other_business.schema_name):
        assert Appointment.objects.count() == 0


def test_what_a_lead_holds_stays_where_the_day_has_room_or_is_another(business):
    AppointmentSettings.objects.update(daily_cap=2)
    lead = CustomerFactory.create()
    on_monday = appointment_hold(wish(at(MONDAY, 10), lead), actor=AI)
    on_tuesday = appointment_hold(wish(at(MONDAY + ONE_DAY, 10), lead), actor=AI)

    appointment_book(wish(at(MONDAY, 12), lead), actor=AI)
    assert Appointment.objects.filter(pk=on_monday.pk).exists()
    appointment_book(wish(at(MONDAY, 14), lead), actor=AI)

    assert list(Appointment.objects.filter(status="held")) == [on_tuesday]


def test_without_a_number_nothing_is_booked_where_one_is_wanted(business):
    nobody = CustomerFactory.create(phone="")

    with pytest.raises(PhoneRequiredError):
        appointment_book(wish(at(MONDAY, 10), nobody), actor=AI)
    assert Appointment.objects.count() == 0

    AppointmentSettings.objects.update(phone_required=False)
    assert appointment_book(wish(at(MONDAY, 10), nobody), actor=AI).status == "confirmed"
