import pytest

from apps.audit.actors import AI
from apps.audit.models import AuditEntry
from apps.crm.errors.leads import ProvenanceDecidedError, ProvenanceNotFoundError
from apps.crm.models import ContactIdentity, FieldProvenance, Lead
from apps.crm.origin import Origin
from apps.crm.services.custom_fields import custom_field_create
from apps.crm.services.decisions import provenance_accept, provenance_reject
from apps.crm.services.leads import lead_update
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.people import DANA, captured, lead_of

HEARD = Origin(kind="call", id=31, turn="item_7", confidence=83)


@pytest.fixture
def lead(business):
    return LeadFactory.create(name="דנה", city="חיפה")


def proposed(lead, note="", **changes):
    lead_update(lead_id=lead.pk, changes=changes, note=note, actor=AI, origin=HEARD)
    return FieldProvenance.objects.filter(lead=lead).latest("pk")


def stored(lead):
    return Lead.objects.get(pk=lead.pk)


def test_what_the_assistant_wrote_says_who_said_it(lead):
    row = proposed(lead, name="דנה כהן")

    assert (row.field, row.value, row.previous, row.status) == ("name", "דנה כהן", "דנה", "proposed")
    assert (row.source_kind, row.source_id, row.external_id, row.confidence) == ("call", 31, "item_7", 83)
    assert (row.actor_kind, row.actor_user_id) == ("ai", None)
    assert stored(lead).name == "דנה כהן"


def test_what_did_not_change_was_not_proposed(lead):
    lead_update(lead_id=lead.pk, changes={"name": "דנה"}, actor=AI, origin=HEARD)

    assert FieldProvenance.objects.count() == 0


def test_what_a_person_wrote_needs_nobody_s_consent(lead):
    lead_update(lead_id=lead.pk, changes={"name": "דנה כהן"}, actor=DANA)

    assert FieldProvenance.objects.count() == 0


def test_accepting_keeps_the_value(lead):
    row = proposed(lead, name="דנה כהן")

    for _ in range(2):
        assert provenance_accept(lead_id=lead.pk, provenance_id=row.pk, actor=DANA).status == "accepted"

    assert stored(lead).name == "דנה כהן"
    assert AuditEntry.objects.filter(action="lead.value_accepted").count() == 1
    with pytest.raises(ProvenanceDecidedError):
        provenance_reject(lead_id=lead.pk, provenance_id=row.pk, actor=DANA)
    assert stored(lead).name == "דנה כהן"


def test_rejecting_brings_back_what_was_there(lead):
    row = proposed(lead, name="דנה כהן")

    for _ in range(2):
        assert provenance_reject(lead_id=lead.pk, provenance_id=row.pk, actor=DANA).status == "rejected"

    assert (stored(lead).name, stored(lead).version) == ("דנה", 3)
    entry = AuditEntry.objects.filter(action="lead.updated").latest("pk")
    assert (entry.actor_user_id, entry.data) == (7, {"fields": ["name"]})


def test_rejecting_leaves_what_a_person_wrote_since(lead):
    row = proposed(lead, name="דנה כהן")
    lead_update(lead_id=lead.pk, changes={"name": "דנה לוי"}, actor=DANA)

    with pytest.raises(ProvenanceDecidedError) as refused:
        provenance_reject(lead_id=lead.pk, provenance_id=row.pk, actor=DANA)

    assert refused.value.data == {"decision": "superseded"}
    assert stored(lead).name == "דנה לוי"


def test_a_newer_value_supersedes_the_older(lead):
    older = proposed(lead, name="דנה כהן")
    newer = proposed(lead, name="דנה לוי")

    older.refresh_from_db()
    assert (older.status, newer.status, newer.previous) == ("superseded", "proposed", "דנה כהן")


def test_rejecting_the_newer_value_asks_about_the_older_again(lead):
    older = proposed(lead, name="אבי")
    newer = proposed(lead, name="אבי כהן")

    for _ in range(2):
        provenance_reject(lead_id=lead.pk, provenance_id=newer.pk, actor=DANA)

    older.refresh_from_db()
    assert (stored(lead).name, older.status) == ("אבי", "proposed")
    provenance_reject(lead_id=lead.pk, provenance_id=older.pk, actor=DANA)
    assert stored(lead).name == "דנה"


def test_what_is_asked_about_again_can_be_accepted(lead):
    older = proposed(lead, name="אבי")
    newer = proposed(lead, name="אבי כהן")
    provenance_reject(lead_id=lead.pk, provenance_id=newer.pk, actor=DANA)

    assert provenance_accept(lead_id=lead.pk, provenance_id=older.pk, actor=DANA).status == "accepted"

    assert stored(lead).name == "אבי"


def test_rejecting_asks_nothing_about_what_a_person_wrote_in_between(lead):
    older = proposed(lead, name="אבי")
    lead_update(lead_id=lead.pk, changes={"name": "רון"}, actor=DANA)
    lead_update(lead_id=lead.pk, changes={"name": "אבי"}, actor=DANA)
    newer = proposed(lead, name="אבי כהן")

    provenance_reject(lead_id=lead.pk, provenance_id=newer.pk, actor=DANA)

    older.refresh_from_db()
    assert (stored(lead).name, older.status) == ("אבי", "superseded")


def test_a_number_that_was_misheard_is_nobody_s_again(business):
    lead, _ = lead_of("0521234567")
    row = proposed(lead, phone="054-1112222")
    assert row.identity.value == "+972541112222"

    provenance_reject(lead_id=lead.pk, provenance_id=row.pk, actor=DANA)

    assert stored(lead).phone == "+972521234567"
    assert list(ContactIdentity.objects.values_list("value", flat=True)) == ["+972521234567"]
    assert lead_of("0541112222")[1] is True


def test_the_caller_s_own_number_stays_the_caller_s(business):
    lead = captured(("wa_id", "972521234567")).lead
    lead_update(lead_id=lead.pk, changes={"name": "דנה", "phone": ""}, actor=DANA)
    row = proposed(lead, phone="052-1234567")
    assert row.identity is None

    provenance_reject(lead_id=lead.pk, provenance_id=row.pk, actor=DANA)

    assert lead_of("0521234567")[0].pk == lead.pk


def test_a_field_of_the_business_s_own_goes_back_too(lead):
    custom_field_create(key="budget", label="תקציב", kind="number", actor=DANA)
    custom_field_create(key="about", label="על", kind="text", actor=DANA)
    lead_update(lead_id=lead.pk, changes={"custom": {"about": "דחוף"}}, actor=DANA)
    row = proposed(lead, custom={"budget": 1200})
    assert (row.field, row.value, row.previous) == ("custom.budget", 1200, None)

    provenance_reject(lead_id=lead.pk, provenance_id=row.pk, actor=DANA)

    assert stored(lead).custom == {"about": "דחוף"}


def test_a_note_can_be_taken_back(lead):
    row = proposed(lead, note="לחזור מחר")

    provenance_reject(lead_id=lead.pk, provenance_id=row.pk, actor=DANA)

    assert stored(lead).notes == ""


def test_a_value_of_another_lead_is_not_found(lead):
    row = proposed(lead, name="דנה כהן")
    other = LeadFactory.create()

    with pytest.raises(ProvenanceNotFoundError):
        provenance_reject(lead_id=other.pk, provenance_id=row.pk, actor=DANA)

    assert stored(lead).name == "דנה כהן"
