"""From a hold to what became of a meeting: each change once, with its record, its event and its version."""

from datetime import timedelta

import pytest

from apps.audit.actors import AI, Actor, ActorKind
from apps.audit.models import AuditEntry
from apps.core import clock
from apps.events.models import OutboxEvent
from apps.scheduling.errors import (
    AppointmentAheadError,
    AppointmentChangedError,
    AppointmentNotFoundError,
    AppointmentOverError,
    SlotRefusedError,
)
from apps.scheduling.models import Appointment, AppointmentSettings
from apps.scheduling.services.booking import (
    HOLD_LASTS,
    appointment_book,
    appointment_hold,
    holds_sweep,
)
from apps.scheduling.services.changes import (
    appointment_cancel,
    appointment_confirm,
    appointment_finish,
    appointment_miss,
    appointment_note,
    appointment_reschedule,
)
from apps.scheduling.tests.asking import starts_on, wish
from apps.scheduling.tests.factories import AppointmentFactory, CustomerFactory, ServiceFactory
from apps.scheduling.tests.moments import MONDAY, NOW, SUNDAY, at
from apps.tenants.context import in_tenant

DANA = Actor(kind=ActorKind.USER, user_id=7)


def changes():
    return list(OutboxEvent.objects.order_by("id").values_list("type", flat=True))


def test_a_hold_keeps_the_slot_from_others_for_four_minutes(business):
    hold = appointment_hold(wish(at(MONDAY, 10)), actor=AI)

    assert (hold.status, hold.hold_expires_at) == ("held", NOW + timedelta(minutes=4))
    assert at(MONDAY, 10) not in starts_on(MONDAY)
    with pytest.raises(SlotRefusedError, match="slot_taken"):
        appointment_book(wish(at(MONDAY, 10)), actor=AI)
    with clock.frozen(NOW + HOLD_LASTS):
        assert at(MONDAY, 10) in starts_on(MONDAY)
        booked = appointment_book(wish(at(MONDAY, 10)), actor=AI)
    assert Appointment.objects.get() == booked
    assert changes() == ["appointment.held", "appointment.expired", "appointment.booked"]


def test_a_hold_becomes_the_booking_of_whoever_holds_it(business):
    lead = CustomerFactory.create()
    hold = appointment_hold(wish(at(MONDAY, 10), lead), actor=AI)

    assert appointment_hold(wish(at(MONDAY, 10), lead), actor=AI).pk == hold.pk
    booked = appointment_book(wish(at(MONDAY, 10), lead), actor=AI)
    again = appointment_book(wish(at(MONDAY, 10), lead), actor=AI)

    assert booked.pk == hold.pk == again.pk
    assert (again.status, again.hold_expires_at, again.version) == ("confirmed", None, 2)
    assert changes() == ["appointment.held", "appointment.booked"]


def test_a_hold_asked_for_again_begins_its_four_minutes_anew(business, other_business):
    lead, rival = CustomerFactory.create(), CustomerFactory.create()
    hold = appointment_hold(wish(at(MONDAY, 10), lead), actor=AI)
    with clock.frozen(NOW + timedelta(minutes=3)):
        again = appointment_hold(wish(at(MONDAY, 10), lead), actor=AI)

    expires_at = NOW + timedelta(minutes=7)
    assert (again.pk, again.hold_expires_at, again.version) == (hold.pk, expires_at, 2)
    assert Appointment.objects.get().hold_expires_at == expires_at
    with clock.frozen(NOW + timedelta(minutes=6)):
        assert holds_sweep() == 0
        with pytest.raises(SlotRefusedError, match="slot_taken"):
            appointment_book(wish(at(MONDAY, 10), rival), actor=AI)
    with clock.frozen(NOW + timedelta(minutes=8)):
        assert appointment_book(wish(at(MONDAY, 10), rival), actor=AI).lead_id == rival.pk
    with in_tenant(other_business.schema_name):
        assert Appointment.objects.count() == 0


def test_holds_that_ran_out_are_swept_and_no_other(business):
    gone = appointment_hold(wish(at(MONDAY, 10)), actor=AI)
    with clock.frozen(NOW + timedelta(minutes=3)):
        kept = appointment_hold(wish(at(MONDAY, 11)), actor=AI)
    with clock.frozen(NOW + timedelta(minutes=5)):
        assert (holds_sweep(), holds_sweep()) == (1, 0)

    assert Appointment.objects.get() == kept
    event = OutboxEvent.objects.get(type="appointment.expired")
    assert event.payload["id"] == gone.pk
    assert AuditEntry.objects.get(action="appointment.expired").actor_kind == "system"


def test_a_pending_meeting_blocks_and_is_confirmed_once(business):
    AppointmentSettings.objects.update(confirm_mode="manual")
    pending = appointment_book(wish(at(MONDAY, 10)), actor=AI)

    assert pending.status == "pending"
    with pytest.raises(SlotRefusedError):
        appointment_book(wish(at(MONDAY, 10)), actor=AI)
    for _ in range(2):
        assert appointment_confirm(appointment_id=pending.pk, actor=DANA).status == "confirmed"
    assert changes() == ["appointment.booked", "appointment.confirmed"]
    assert AuditEntry.objects.get(action="appointment.confirmed").data == {"status_from": "pending"}


def test_what_a_member_books_needs_no_approval(business):
    AppointmentSettings.objects.update(confirm_mode="manual")

    assert appointment_book(wish(at(MONDAY, 10)), actor=DANA).status == "confirmed"


def test_rescheduling_is_another_meeting_of_the_same_lineage(business):
    old = appointment_book(wish(at(MONDAY, 10), label="תספורת", notes="בלי רעש"), actor=AI)

    new = appointment_reschedule(appointment_id=old.pk, starts_at=at(MONDAY, 12), actor=DANA)

    old.refresh_from_db()
    assert (old.status, old.version, old.rescheduled_count) == ("cancelled", 2, 0)
    assert (new.status, new.starts_at, new.ends_at) == ("confirmed", at(MONDAY, 12), at(MONDAY, 12, 30))
    assert (new.lineage, new.rescheduled_count, new.lead_id) == (old.lineage, 1, old.lead_id)
    assert (new.service_label, new.notes, new.source) == ("תספורת", "בלי רעש", "phone")
    assert at(MONDAY, 10) in starts_on(MONDAY)
    event = OutboxEvent.objects.get(type="appointment.rescheduled")
    assert (event.payload["id"], event.payload["previous_id"]) == (new.pk, old.pk)
    assert changes() == ["appointment.booked", "appointment.rescheduled"]
    assert AuditEntry.objects.get(action="appointment.rescheduled").data == {
        "previous_id": old.pk,
        "starts_at_from": "2026-11-23T08:00:00+00:00",
        "starts_at_to": "2026-11-23T10:00:00+00:00",
    }


def test_its_own_old_time_does_not_stand_in_the_way(business):
    service = ServiceFactory.create(duration_minutes=60, buffer_after_minutes=30)
    old = appointment_book(wish(at(MONDAY, 10), service_id=service.pk), actor=AI)

    new = appointment_reschedule(appointment_id=old.pk, starts_at=at(MONDAY, 10, 30), actor=DANA)

    assert (new.busy.lower, new.busy.upper) == (at(MONDAY, 10, 30), at(MONDAY, 12))


def test_a_refused_reschedule_leaves_everything_as_it_was(business):
    old = appointment_book(wish(at(MONDAY, 10)), actor=AI)
    appointment_book(wish(at(MONDAY, 12)), actor=AI)
    before = changes()

    with pytest.raises(SlotRefusedError) as refused:
        appointment_reschedule(appointment_id=old.pk, starts_at=at(MONDAY, 12), actor=DANA)

    assert (refused.value.code, len(refused.value.data["alternatives"])) == ("slot_taken", 3)
    old.refresh_from_db()
    assert (old.status, old.version, Appointment.objects.count()) == ("confirmed", 1, 2)
    assert changes() == before


def test_rescheduling_to_where_it_is_changes_nothing(business):
    old = appointment_book(wish(at(MONDAY, 10)), actor=AI)

    assert appointment_reschedule(appointment_id=old.pk, starts_at=at(MONDAY, 10), actor=DANA) == old
    assert changes() == ["appointment.booked"]


def test_what_a_customer_moves_is_approved_anew_where_the_business_approves(business):
    AppointmentSettings.objects.update(confirm_mode="manual")
    old = AppointmentFactory.create(starts_at=at(MONDAY, 10))

    moved = appointment_reschedule(appointment_id=old.pk, starts_at=at(MONDAY, 12), actor=AI)

    assert moved.status == "pending"


@pytest.mark.parametrize(("change", "status"), [(appointment_miss, "no_show"), (appointment_finish, "done")])
def test_what_became_of_it_is_said_once_it_began(business, change, status):
    ahead = AppointmentFactory.create(starts_at=at(MONDAY, 10))
    begun = AppointmentFactory.create(starts_at=at(SUNDAY, 7, 45))

    with pytest.raises(AppointmentAheadError):
        change(appointment_id=ahead.pk, actor=DANA)
    assert change(appointment_id=begun.pk, actor=DANA).status == status
    assert changes() == [f"appointment.{status}"]


def test_a_meeting_marked_by_mistake_is_marked_again(business):
    begun = AppointmentFactory.create(starts_at=at(SUNDAY, 7, 45))
    appointment_miss(appointment_id=begun.pk, actor=DANA)

    assert appointment_finish(appointment_id=begun.pk, actor=DANA).status == "done"


@pytest.mark.parametrize("status", ["cancelled", "done", "no_show"])
@pytest.mark.parametrize("change", [appointment_confirm, appointment_reschedule])
def test_what_is_over_neither_moves_nor_comes_back(business, status, change):
    over = AppointmentFactory.create(starts_at=at(MONDAY, 10), status=status)
    more = {"starts_at": at(MONDAY, 12)} if change is appointment_reschedule else {}

    with pytest.raises(AppointmentOverError):
        change(appointment_id=over.pk, actor=DANA, **more)

    over.refresh_from_db()
    assert (over.status, Appointment.objects.count(), changes()) == (status, 1, [])


CHANGES = {
    "confirm": appointment_confirm,
    "cancel": appointment_cancel,
    "miss": appointment_miss,
    "finish": appointment_finish,
    "note": lambda **given: appointment_note(notes="חדש", **given),
    "reschedule": lambda **given: appointment_reschedule(starts_at=at(MONDAY, 12), **given),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_of_an_older_version_is_refused_and_of_another_business_impossible(
    business, other_business, change
):
    ours = AppointmentFactory.create(starts_at=at(SUNDAY, 7, 45), status="pending", version=4)
    with in_tenant(other_business.schema_name):
        theirs = AppointmentFactory.create(id=900_001, starts_at=at(SUNDAY, 7, 45), status="pending")

    with pytest.raises(AppointmentChangedError) as refused:
        change(appointment_id=ours.pk, actor=DANA, version=3)
    with pytest.raises(AppointmentNotFoundError):
        change(appointment_id=theirs.pk, actor=DANA)

    assert refused.value.data == {"version": 4}
    ours.refresh_from_db()
    assert (ours.status, ours.version, changes()) == ("pending", 4, [])
    with in_tenant(other_business.schema_name):
        assert Appointment.objects.get().status == "pending"


def test_notes_are_written_once(business):
    appointment = AppointmentFactory.create(starts_at=at(MONDAY, 10))

    for _ in range(2):
        appointment_note(appointment_id=appointment.pk, notes="להביא מסמכים", actor=DANA)

    appointment.refresh_from_db()
    assert (appointment.notes, appointment.version) == ("להביא מסמכים", 2)
    assert changes() == ["appointment.updated"]
    assert "מסמכים" not in str(AuditEntry.objects.get().data)
