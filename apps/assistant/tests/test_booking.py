"""Services, people and holds, as a customer on the telephone meets them."""

from datetime import timedelta

import pytest
from django.db import connection

from apps.assistant.selectors import assistant_snapshot_get
from apps.assistant.tests.calls import CALLER, error_code, ran, slot, starts
from apps.audit.actors import SYSTEM
from apps.core import clock
from apps.crm.models import ContactIdentity, Lead
from apps.crm.services.capture import lead_capture
from apps.crm.tests.factories import LeadFactory
from apps.scheduling.models import Appointment, Resource
from apps.scheduling.tests.factories import AppointmentFactory, ServiceFactory
from apps.scheduling.tests.moments import MONDAY, NOW, at
from apps.tenants.context import current_schema, in_tenant, scoped

HELD = """
    SELECT EXISTS (
        SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()
            AND (classid::bigint << 32) | objid::bigint = hashtextextended(%s, 0)
    )
"""
TEN = "2026-11-23T10:00:00+02:00"


@pytest.fixture
def haircut(business):
    return ServiceFactory.create(label="תספורת", duration_minutes=60, buffer_after_minutes=15)


@pytest.fixture
def colour(business):
    return ServiceFactory.create(label="צבע", duration_minutes=120)


def check(lead, call="check", **arguments):
    return ran("check_availability", lead, call=call, date="2026-11-23", **arguments)


def test_with_several_services_the_customer_is_asked_which(lead, haircut, colour):
    asked = check(lead)

    assert error_code(asked) == "service_needed"
    assert asked.output["services"] == ["תספורת", "צבע"]
    assert asked.output["say"] == "אפשר לקבוע תספורת או צבע. מה מתאים?"
    assert error_code(check(lead, call="other", service="מניקור")) == "service_needed"


def test_the_only_service_needs_no_name(lead, haircut):
    assert check(lead).output["service"] == "תספורת"


@pytest.mark.parametrize("said", ["תספורת", "תספורת גברים", "תספור"])
def test_a_service_is_offered_with_its_length_and_booked_with_its_buffers(lead, haircut, colour, said):
    found = check(lead, service=said).output
    chosen = next(each for each in found["slots"] if each["starts_at"] == TEN)

    assert ran("book_appointment", lead, slot_id=chosen["slot_id"]).ok

    booked = Appointment.objects.get()
    assert (booked.service_id, booked.service_label) == (haircut.pk, "תספורת")
    assert booked.ends_at - booked.starts_at == timedelta(minutes=60)
    assert booked.busy.upper == booked.ends_at + timedelta(minutes=15)


def test_a_person_who_is_asked_for_is_the_one_who_is_booked(lead, haircut):
    dana = Resource.objects.create(name="דנה לוי", position=5)
    found = check(lead, with_whom="דנה").output

    ran("book_appointment", lead, slot_id=found["slots"][0]["slot_id"])

    assert Appointment.objects.get().resource_id == dana.pk
    unknown = check(lead, call="other", with_whom="יוסי")
    assert error_code(unknown) == "person_unknown"
    assert "דנה לוי" in unknown.output["say"]


def test_a_held_slot_is_kept_for_its_customer_and_for_nobody_else(lead):
    other = LeadFactory.create(phone="+972541112222")
    held = ran("hold_slot", lead, call="hold", slot_id=slot(TEN))

    assert held.ok
    assert held.output["status"] == "held"
    assert held.output["say"] == (
        "יום שני, עשרים ושלושה בנובמבר, בשעה עשר בבוקר, פנוי ושמור לכם לכמה דקות. לקבוע?"
    )
    refused = ran("hold_slot", other, call="theirs", slot_id=slot(TEN))
    assert error_code(refused) == "slot_taken"
    assert len(refused.output["alternatives"]) == 3
    assert all(each["slot_id"] == slot(each["starts_at"]) for each in refused.output["alternatives"])
    assert TEN not in starts(check(other, call="theirs again").output["slots"])
    assert TEN in starts(check(lead, call="mine again").output["slots"])
    with clock.frozen(NOW + timedelta(minutes=4)):
        assert ran("hold_slot", other, call="late", slot_id=slot(TEN)).ok
    assert Appointment.objects.get().lead_id == other.pk


def test_a_hold_gives_way_to_what_its_customer_takes_instead(lead, haircut):
    half_past = "2026-11-23T10:30:00+02:00"
    ran("hold_slot", lead, call="hold", slot_id=slot(TEN, service_id=haircut.pk))

    taken = ran("book_appointment", lead, call="book", slot_id=slot(half_past, service_id=haircut.pk))

    assert taken.ok
    assert [each.starts_at for each in Appointment.objects.all()] == [at(MONDAY, 10, 30)]


def test_asking_twice_books_once_and_the_hold_becomes_the_booking(lead):
    ran("hold_slot", lead, call="hold", slot_id=slot(TEN))

    first = ran("book_appointment", lead, call="book", slot_id=slot(TEN), service="ייעוץ")
    again = ran("book_appointment", lead, call="book again", slot_id=slot(TEN))

    assert (first.ok, again.ok) == (True, True)
    assert first.appointment_id == again.appointment_id
    booked = Appointment.objects.get()
    assert (booked.status, booked.service_label) == ("confirmed", "ייעוץ")


def test_another_service_at_the_same_hour_is_asked_about_and_books_nothing(
    lead, haircut, colour, other_business
):
    first = ran("book_appointment", lead, slot_id=slot(TEN, service_id=haircut.pk))
    before = Appointment.objects.values().get()
    for tool in ("hold_slot", "book_appointment"):
        asked = ran(tool, lead, call=tool, slot_id=slot(TEN, service_id=colour.pk))

        assert error_code(asked) == "already_booked"
        assert asked.output["appointment"] == {
            "appointment_id": first.appointment_id,
            "service": "תספורת",
            "starts_at": TEN,
        }
        assert asked.output["say"] == (
            "יום שני, עשרים ושלושה בנובמבר, בשעה עשר בבוקר, כבר רשום ביומן: תספורת."
            " לבטל ולקבוע במקום זה צבע, או לבחור בשביל צבע מועד אחר?"
        )
    assert Appointment.objects.values().get() == before


def test_another_person_at_the_same_hour_is_asked_about_too(lead, haircut):
    main = Resource.objects.get()
    Resource.objects.update(name="רון")
    dana = Resource.objects.create(name="דנה", position=5)
    ran("book_appointment", lead, slot_id=slot(TEN, service_id=haircut.pk, resource_id=main.pk))

    asked = ran(
        "book_appointment", lead, call="other", slot_id=slot(TEN, service_id=haircut.pk, resource_id=dana.pk)
    )

    assert error_code(asked) == "already_booked"
    assert "תספורת אצל רון" in asked.output["say"]
    assert "תספורת אצל דנה" in asked.output["say"]
    assert Appointment.objects.get().resource_id == main.pk


def test_a_slot_of_another_business_is_no_slot_here(business, other_business, lead):
    with in_tenant(other_business.schema_name):
        theirs = slot(TEN)
        stranger = LeadFactory.create(phone=CALLER)
        AppointmentFactory.create(starts_at=at(MONDAY, 10), lead=stranger)

    assert error_code(ran("book_appointment", lead, slot_id=theirs)) == "slot_unknown"
    assert not Appointment.objects.exists()


def test_the_instructions_name_services_and_who_gives_them(lead, haircut, colour):
    dana = Resource.objects.create(name="דנה", position=5)
    colour.resources.set([dana])

    told = assistant_snapshot_get(channel="phone", lead_id=lead.pk, now=NOW).instructions

    everybody = f'"people": ["{Resource.objects.get(is_default=True).name}", "דנה"]'
    assert f'- {{"service": "תספורת", "minutes": 60, {everybody}}}' in told
    assert '- {"service": "צבע", "minutes": 120}' in told
    assert "An appointment takes as long as its service." in told


def test_somebody_booked_for_is_a_lead_of_their_own_at_the_customers_number(business, other_business):
    lead = lead_capture(source="phone", actor=SYSTEM, details={"name": "דנה כהן", "phone": CALLER}).lead
    free = check(lead).output["slots"]
    ten, eleven = (
        next(each for each in free if each["starts_at"][11:16] == hour) for hour in ("10:00", "11:00")
    )
    ran("hold_slot", lead, call="hold", slot_id=ten["slot_id"])

    first = ran("book_appointment", lead, call="one", slot_id=ten["slot_id"], for_other="אה, יוסי לוי")
    second = ran("book_appointment", lead, call="two", slot_id=eleven["slot_id"], for_other="יוסי לוי")

    assert (first.ok, second.ok) == (True, True)
    other = Lead.objects.exclude(pk=lead.pk).get()
    assert (other.name, other.phone) == ("יוסי לוי", CALLER)
    assert [(each.lead_id, each.status) for each in Appointment.objects.order_by("starts_at")] == [
        (other.pk, "confirmed"),
        (other.pk, "confirmed"),
    ]
    lead.refresh_from_db()
    assert lead.name == "דנה כהן"
    assert not ContactIdentity.objects.filter(lead=other).exists()
    with in_tenant(other_business.schema_name):
        assert not Lead.objects.exists()


def test_whose_the_number_is_of_somebody_booked_for_is_decided_by_nobody_else_meanwhile(lead, haircut):
    Lead.objects.filter(pk=lead.pk).update(name="דנה כהן", phone="+972541112222")
    chosen = check(lead).output["slots"][0]
    assert not is_locked("phone", "+972541112222")

    assert ran("book_appointment", lead, call="one", slot_id=chosen["slot_id"], for_other="יוסי לוי").ok

    assert Lead.objects.get(name="יוסי לוי").phone == "+972541112222"
    assert is_locked("phone", "+972541112222")


def is_locked(kind, value):
    """By addresses_lock(), until this test's transaction ends."""
    named = scoped(current_schema(), "address", kind, value)
    with connection.cursor() as cursor:
        cursor.execute(HELD, [named])
        return cursor.fetchone()[0]


def test_the_customers_own_name_is_the_customer(lead):
    Lead.objects.filter(pk=lead.pk).update(name="דנה כהן")
    chosen = check(lead).output["slots"][0]

    assert ran("book_appointment", lead, call="one", slot_id=chosen["slot_id"], for_other="דנה כהן").ok

    assert Appointment.objects.get().lead_id == lead.pk
    assert Lead.objects.count() == 1
