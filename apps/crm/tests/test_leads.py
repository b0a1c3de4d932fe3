import pytest

from apps.audit.actors import AI
from apps.audit.models import AuditEntry
from apps.crm.errors.leads import (
    EmailInvalidError,
    LeadChangedError,
    LeadNotFoundError,
)
from apps.crm.errors.statuses import StatusUnknownError
from apps.crm.models import ContactIdentity, Lead, LeadStatus
from apps.crm.services.leads import lead_update
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.people import DANA, identities_of, lead_of
from apps.events.models import OutboxEvent


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
