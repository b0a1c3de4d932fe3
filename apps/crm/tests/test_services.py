import pytest

from apps.audit.actors import AI, SYSTEM, Actor, ActorKind
from apps.audit.models import AuditEntry
from apps.crm.errors import (
    EmailInvalidError,
    IdentityInvalidError,
    LeadChangedError,
    LeadNotFoundError,
    PhoneInvalidError,
    StatusUnknownError,
)
from apps.crm.models import ContactIdentity, Lead, LeadStatus
from apps.crm.services import lead_find_or_create, lead_for_unknown_caller, lead_update
from apps.crm.tests.factories import LeadFactory
from apps.events.models import OutboxEvent
from apps.tenants.context import in_tenant

DANA = Actor(kind=ActorKind.USER, user_id=7)


def lead_of(phone, source="phone"):
    return lead_find_or_create(identity_kind="phone", identity_value=phone, source=source, actor=SYSTEM)


def identities_of(lead):
    return sorted(lead.identities.values_list("kind", "value"))


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
        lead_find_or_create(identity_kind=kind, identity_value=value, source="api", actor=SYSTEM)

    assert Lead.objects.count() == 0
    assert OutboxEvent.objects.count() == 0


def test_an_identity_without_a_number_makes_a_lead_without_a_number(business):
    lead, _ = lead_find_or_create(
        identity_kind="lid", identity_value="77@lid", source="whatsapp", actor=SYSTEM
    )

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
    first = lead_for_unknown_caller(source="phone", actor=SYSTEM)
    second = lead_for_unknown_caller(source="phone", actor=SYSTEM)

    assert first.pk != second.pk
    assert (first.phone, identities_of(first)) == ("", [])


def test_an_update_writes_only_what_differs(business):
    lead, _ = lead_of("0521234567")
    OutboxEvent.objects.all().delete()

    updated = lead_update(lead_id=lead.pk, changes={"name": " דנה כהן ", "city": ""}, actor=AI)

    assert (updated.name, updated.version) == ("דנה כהן", 2)
    assert Lead.objects.get(pk=lead.pk).name == "דנה כהן"
    assert OutboxEvent.objects.get().payload == {"id": lead.pk, "fields": ["name"]}
    entry = AuditEntry.objects.get(action="lead.updated")
    assert (entry.actor_kind, entry.data) == ("ai", {"fields": ["name"]})


def test_an_update_that_changes_nothing_leaves_no_trace(business):
    lead, _ = lead_of("0521234567")

    lead_update(lead_id=lead.pk, changes={"phone": "052-1234567", "name": ""}, actor=DANA)

    assert Lead.objects.get(pk=lead.pk).version == 1
    assert [event.type for event in OutboxEvent.objects.all()] == ["lead.created"]
    assert AuditEntry.objects.filter(action="lead.updated").count() == 0


def test_a_stale_version_is_refused_and_nothing_is_written(business):
    lead = LeadFactory.create()
    lead_update(lead_id=lead.pk, changes={"name": "דנה"}, actor=AI)

    with pytest.raises(LeadChangedError) as refused:
        lead_update(lead_id=lead.pk, changes={"name": "רון"}, actor=DANA, version=1)

    assert refused.value.data == {"version": 2}
    assert Lead.objects.get(pk=lead.pk).name == "דנה"


def test_a_change_of_status_is_audited_with_both_ends(business):
    lead = LeadFactory.create()
    won = LeadStatus.objects.get(kind="won")

    lead_update(lead_id=lead.pk, changes={"status_id": won.pk}, actor=DANA, version=1)

    entry = AuditEntry.objects.get(action="lead.updated")
    assert entry.actor_user_id == 7
    assert entry.data == {"fields": ["status_id"], "status_from": lead.status_id, "status_to": won.pk}


def test_an_unknown_status_changes_nothing(business):
    lead = LeadFactory.create()

    with pytest.raises(StatusUnknownError):
        lead_update(lead_id=lead.pk, changes={"name": "דנה", "status_id": 999_999}, actor=DANA)

    assert Lead.objects.get(pk=lead.pk).version == 1


def test_a_lead_that_does_not_exist_cannot_be_updated(business):
    with pytest.raises(LeadNotFoundError):
        lead_update(lead_id=999_999, changes={"name": "דנה"}, actor=DANA)


def test_fields_outside_the_list_are_a_mistake_of_the_caller(business):
    lead = LeadFactory.create()

    with pytest.raises(ValueError, match="source"):
        lead_update(lead_id=lead.pk, changes={"source": "api"}, actor=DANA)


def test_a_second_number_nobody_has_becomes_an_identity(business):
    lead, _ = lead_of("0521234567")

    lead_update(lead_id=lead.pk, changes={"phone": "03-7654321"}, actor=AI)

    assert Lead.objects.get(pk=lead.pk).phone == "+97237654321"
    assert identities_of(lead) == [("phone", "+97237654321"), ("phone", "+972521234567")]
    assert lead_of("037654321")[0].pk == lead.pk


def test_a_second_number_of_another_lead_stays_with_that_lead(business):
    hers, _ = lead_of("0521234567")
    his, _ = lead_of("0541112222")

    updated = lead_update(lead_id=hers.pk, changes={"phone": "054-1112222"}, actor=AI)

    assert updated.phone == "+972541112222"
    assert identities_of(hers) == [("phone", "+972521234567")]
    assert identities_of(his) == [("phone", "+972541112222")]
    assert Lead.objects.get(pk=his.pk).version == 1
    assert lead_of("0541112222")[0].pk == his.pk
    assert lead_of("0521234567")[0].pk == hers.pk


def test_a_number_can_be_removed_and_the_identity_remains(business):
    lead, _ = lead_of("0521234567")

    lead_update(lead_id=lead.pk, changes={"phone": ""}, actor=DANA)

    assert Lead.objects.get(pk=lead.pk).phone == ""
    assert lead_of("0521234567")[0].pk == lead.pk


def test_an_e_mail_address_is_stored_in_one_spelling(business):
    lead = LeadFactory.create()

    lead_update(lead_id=lead.pk, changes={"email": " Dana@Example.COM "}, actor=DANA)

    assert identities_of(lead) == [("email", "dana@example.com")]
    with pytest.raises(EmailInvalidError):
        lead_update(lead_id=lead.pk, changes={"email": "dana"}, actor=DANA)


def test_notes_grow_by_lines_and_never_repeat_one(business):
    lead = LeadFactory.create(notes="לקוחה ותיקה")

    for note in ("לחזור אליה מחר", "לחזור אליה מחר", "מבקשת את רון"):
        lead_update(lead_id=lead.pk, changes={}, actor=AI, note=note)

    assert Lead.objects.get(pk=lead.pk).notes == "לקוחה ותיקה\nלחזור אליה מחר\nמבקשת את רון"
    assert ContactIdentity.objects.count() == 0
