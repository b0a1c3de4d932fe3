import pytest

from apps.audit.actors import AI
from apps.audit.models import AuditEntry
from apps.core import clock
from apps.crm.errors.leads import (
    EmailInvalidError,
    FieldInvalidError,
    IdentityInvalidError,
    LeadNotFoundError,
    PhoneInvalidError,
)
from apps.crm.models import ContactIdentity, FieldProvenance, Lead, LeadStatus
from apps.crm.origin import Origin
from apps.crm.services.leads import lead_update
from apps.crm.tests.people import DANA, captured, identities_of, lead_of
from apps.events.models import OutboxEvent
from apps.tenants.context import in_tenant

FORM = Origin(kind="form", id=4)


def test_a_new_number_becomes_a_lead_with_that_number(business):
    lead, created = lead_of("052-123-4567")

    assert created
    assert (lead.phone, lead.name, lead.source, lead.version) == ("+972521234567", "", "phone", 1)
    assert lead.status == LeadStatus.objects.get(label="חדש")
    assert identities_of(lead) == [("phone", "+972521234567")]


@pytest.mark.parametrize("spelling", ["+972521234567", "0521234567", "972-52-123-4567", " 052 1234567 "])
def test_every_spelling_of_a_number_finds_the_same_lead(business, spelling):
    first, _ = lead_of("0521234567")

    again, created = lead_of(spelling, source="whatsapp")

    assert (again.pk, again.source, created) == (first.pk, "phone", False)
    assert Lead.objects.count() == 1


def test_a_lead_is_announced_and_audited_once(business):
    lead, _ = lead_of("0521234567")
    lead_of("0521234567")

    event = OutboxEvent.objects.get()
    assert (event.type, event.payload) == ("lead.created", {"id": lead.pk, "source": "phone"})
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.target_id, entry.actor_kind) == ("lead.created", lead.pk, "system")


@pytest.mark.parametrize(
    ("kind", "value", "error"),
    [
        ("phone", "12", PhoneInvalidError),
        ("phone", "", PhoneInvalidError),
        ("email", "dana@", EmailInvalidError),
        ("wa_id", "  ", IdentityInvalidError),
        ("lid", "x" * 255, IdentityInvalidError),
        ("fax", "0521234567", IdentityInvalidError),
    ],
)
def test_an_address_that_is_none_makes_no_lead(business, kind, value, error):
    with pytest.raises(error):
        captured((kind, value), source="api")

    assert Lead.objects.count() == 0
    assert OutboxEvent.objects.count() == 0


def test_an_identity_without_a_number_makes_a_lead_without_a_number(business):
    lead = captured(("lid", "77@lid"), source="whatsapp").lead

    assert (lead.phone, lead.email) == ("", "")
    assert identities_of(lead) == [("lid", "77@lid")]


def test_the_same_number_is_another_lead_in_another_business(business, other_business):
    ours, _ = lead_of("0521234567")
    with in_tenant(other_business.schema_name):
        theirs, created = lead_of("0521234567")
        assert created
        assert Lead.objects.count() == 1
        assert AuditEntry.objects.count() == 1

    assert Lead.objects.count() == 1
    assert ours.status_id == LeadStatus.objects.get(is_default=True).pk
    assert theirs.phone == ours.phone


def test_hidden_numbers_are_never_taken_for_the_same_person(business):
    first, second = captured().lead, captured().lead

    assert first.pk != second.pk
    assert (first.phone, identities_of(first)) == ("", [])


def test_details_fill_what_a_known_lead_does_not_have(business):
    lead, _ = lead_of("0521234567")
    lead_update(lead_id=lead.pk, changes={"name": "דנה"}, actor=DANA)

    found = captured(
        source="form", details={"phone": "052-1234567", "name": "דנה כהן", "city": "חיפה", "tags": ["אתר"]}
    )

    assert (found.lead.pk, found.is_new) == (lead.pk, False)
    stored = Lead.objects.get(pk=lead.pk)
    assert (stored.name, stored.city, stored.tags, stored.source) == ("דנה", "חיפה", ["אתר"], "phone")


def test_details_of_a_new_lead_are_stored_with_their_addresses(business):
    lead = captured(
        ("wa_id", "972521234567"),
        source="whatsapp",
        details={"name": " דנה   כהן ", "email": "Dana@Example.com"},
        note="מבקשת הצעה",
    ).lead

    stored = Lead.objects.get(pk=lead.pk)
    assert (stored.name, stored.email, stored.phone, stored.notes) == (
        "דנה כהן",
        "dana@example.com",
        "+972521234567",
        "מבקשת הצעה",
    )
    assert identities_of(lead) == [
        ("email", "dana@example.com"),
        ("phone", "+972521234567"),
        ("wa_id", "972521234567"),
    ]


def test_what_is_said_of_a_known_lead_can_replace_what_was_there(business):
    lead, _ = lead_of("0521234567")
    lead_update(lead_id=lead.pk, changes={"name": "דנה", "city": "חיפה"}, actor=DANA)

    captured(lead_id=lead.pk, actor=AI, details={"name": "דנה כהן"}, overwrite=True)

    stored = Lead.objects.get(pk=lead.pk)
    assert (stored.name, stored.city) == ("דנה כהן", "חיפה")


def test_a_known_address_is_heard_of_and_nothing_else_happens(business):
    lead, _ = lead_of("0521234567")
    before = clock.now()
    Lead.objects.update(last_activity_at=before.replace(year=2020))
    OutboxEvent.objects.all().delete()

    lead_of("0521234567")

    stored = Lead.objects.get(pk=lead.pk)
    assert stored.last_activity_at >= before
    assert stored.version == 1
    assert OutboxEvent.objects.count() == 0


def test_every_value_remembers_where_it_came_from(business):
    lead = captured(
        ("phone", "0521234567"), details={"name": "דנה", "email": "dana@example.com"}, origin=FORM, actor=AI
    ).lead

    rows = (
        FieldProvenance.objects.filter(lead=lead)
        .order_by("field")
        .values_list("field", "value", "previous", "source_kind", "source_id", "status", "actor_kind")
    )
    assert list(rows) == [
        ("email", "dana@example.com", None, "form", 4, "proposed", "ai"),
        ("name", "דנה", None, "form", 4, "proposed", "ai"),
    ]
    assert FieldProvenance.objects.get(field="email").identity.value == "dana@example.com"


@pytest.mark.parametrize(
    ("details", "error"),
    [
        ({"phone": "12", "name": "דנה"}, PhoneInvalidError),
        ({"email": "dana", "name": "דנה"}, EmailInvalidError),
        ({"name": "ד" * 121}, FieldInvalidError),
        ({"name": "ד\x00"}, FieldInvalidError),
        ({"name": "\ud800"}, FieldInvalidError),
        ({"name": 7}, FieldInvalidError),
        ({"next_step_at": "מחר"}, FieldInvalidError),
        ({"custom": "גדול"}, FieldInvalidError),
    ],
)
def test_what_cannot_be_stored_makes_nothing(business, details, error):
    with pytest.raises(error):
        captured(("wa_id", "972521234567"), details=details)

    assert Lead.objects.count() == 0
    assert ContactIdentity.objects.count() == 0
    assert AuditEntry.objects.count() == 0


def test_a_lead_that_is_not_there_is_not_made_up(business):
    with pytest.raises(LeadNotFoundError):
        captured(lead_id=999_999, details={"name": "דנה"})


def test_a_whatsapp_id_that_is_a_number_is_the_lead_of_that_number(business):
    called, _ = lead_of("+972587770003")

    wrote = captured(("wa_id", "972587770003"), source="whatsapp")

    assert (wrote.lead.pk, wrote.is_new) == (called.pk, False)
    assert identities_of(called) == [("phone", "+972587770003"), ("wa_id", "972587770003")]
    assert lead_of("058-777-0003") == (called, False)


def test_a_hidden_id_makes_no_number(business):
    lead = captured(("lid", "972587770003"), source="whatsapp").lead

    assert (lead.phone, identities_of(lead)) == ("", [("lid", "972587770003")])


def test_a_username_is_one_however_its_letters_are_written(business):
    first = captured(("username", "Dana.Cohen"), source="whatsapp")
    again = captured(("username", "dana.COHEN"), source="whatsapp")

    assert (again.lead.pk, again.is_new) == (first.lead.pk, False)
    assert identities_of(first.lead) == [("username", "dana.cohen")]
