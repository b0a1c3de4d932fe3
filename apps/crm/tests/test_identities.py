import pytest

from apps.audit.actors import AI
from apps.audit.models import AuditEntry
from apps.crm.errors.leads import IdentityNotFoundError
from apps.crm.models import ContactIdentity, Lead
from apps.crm.origin import Origin
from apps.crm.services.identity_removal import identity_remove
from apps.crm.services.leads import lead_update
from apps.crm.services.merging import lead_merge
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.people import DANA, captured, identities_of, lead_of
from apps.crm.tests.threads import at_once
from apps.events.models import OutboxEvent
from apps.tenants.context import in_tenant

WRONG, RIGHT = "+972521234567", "+972541112222"
REMOVED = "lead.identity_removed"


def typed(**details):
    return captured(source="manual", actor=DANA, details=details).lead


def identity_of(lead, kind="phone"):
    return lead.identities.get(kind=kind)


def removed(lead, identity):
    identity_remove(lead_id=lead.pk, identity_id=identity.pk, actor=DANA, may_proven=True)


def test_a_corrected_number_lets_its_real_owner_go(business, other_business):
    lead = typed(name="דנה", phone=WRONG)
    with in_tenant(other_business.schema_name):
        theirs, _ = lead_of(WRONG)
    wrong = identity_of(lead)

    lead_update(lead_id=lead.pk, changes={"phone": RIGHT}, actor=DANA)

    assert identities_of(lead) == [("phone", RIGHT)]
    assert AuditEntry.objects.get(action=REMOVED).data == {
        "identity_id": wrong.pk,
        "kind": "phone",
        "given_to": None,
    }
    assert lead_of(WRONG)[1] is True
    assert lead_of(RIGHT)[0].pk == lead.pk
    with in_tenant(other_business.schema_name):
        assert identities_of(theirs) == [("phone", WRONG)]


@pytest.mark.parametrize("change", ["", "right@example.com"])
def test_so_does_an_e_mail_address_that_is_emptied_or_corrected(business, change):
    lead = typed(name="דנה", email="wrong@example.com", phone=RIGHT)

    lead_update(lead_id=lead.pk, changes={"email": change}, actor=DANA)

    kept = [("email", change)] if change else []
    assert identities_of(lead) == [*kept, ("phone", RIGHT)]


def test_a_number_that_a_person_empties_finds_the_lead_no_longer(business):
    lead = typed(name="דנה", phone=WRONG)

    lead_update(lead_id=lead.pk, changes={"phone": ""}, actor=DANA)

    assert identities_of(lead) == []
    assert lead_of(WRONG)[1] is True


def test_a_number_that_whatsapp_was_written_from_stays(business):
    lead = captured(("wa_id", WRONG.removeprefix("+")), source="whatsapp").lead
    assert lead.phone == WRONG

    lead_update(lead_id=lead.pk, changes={"phone": RIGHT}, actor=DANA)

    assert lead_of(WRONG)[0].pk == lead.pk
    assert AuditEntry.objects.filter(action=REMOVED).count() == 0


def test_what_the_assistant_hears_takes_no_address_away(business):
    lead = typed(name="דנה", phone=WRONG)

    lead_update(lead_id=lead.pk, changes={"phone": RIGHT}, actor=AI, origin=Origin(kind="call", id=3))

    assert identities_of(lead) == [("phone", WRONG), ("phone", RIGHT)]


def test_a_change_of_something_else_takes_no_address_away(business):
    lead = typed(name="דנה", phone=WRONG, email="dana@example.com")
    ContactIdentity.objects.create(lead=lead, kind="phone", value=RIGHT)

    lead_update(lead_id=lead.pk, changes={"phone": WRONG, "city": "חיפה"}, actor=DANA)

    assert identities_of(lead) == [("email", "dana@example.com"), ("phone", WRONG), ("phone", RIGHT)]


def test_the_number_goes_to_the_one_other_lead_that_has_it_on_its_card(business):
    lead = typed(name="דנה", phone=WRONG)
    owner = LeadFactory.create(phone=WRONG)
    OutboxEvent.objects.all().delete()

    lead_update(lead_id=lead.pk, changes={"phone": RIGHT}, actor=DANA)

    assert lead_of(WRONG)[0].pk == owner.pk
    assert AuditEntry.objects.get(action=REMOVED).data["given_to"] == owner.pk
    told = OutboxEvent.objects.filter(type="lead.updated").values_list("payload", flat=True)
    assert {"id": owner.pk, "fields": ["identities"]} in list(told)


def test_of_two_others_with_the_number_nobody_can_say_whose_it_is(business):
    lead = typed(name="דנה", phone=WRONG)
    LeadFactory.create_batch(2, phone=WRONG)

    lead_update(lead_id=lead.pk, changes={"phone": RIGHT}, actor=DANA)

    assert not ContactIdentity.objects.filter(value=WRONG).exists()


def test_a_removed_address_finds_nobody_and_the_card_stays(business, other_business):
    lead, _ = lead_of(WRONG)
    with in_tenant(other_business.schema_name):
        lead_of(WRONG)
    identity = identity_of(lead)
    OutboxEvent.objects.all().delete()

    removed(lead, identity)

    stored = Lead.objects.get(pk=lead.pk)
    assert (stored.phone, stored.version, identities_of(lead)) == (WRONG, 1, [])
    entry = AuditEntry.objects.get(action=REMOVED)
    assert (entry.target_id, entry.actor_user_id) == (lead.pk, 7)
    assert OutboxEvent.objects.get().payload == {"id": lead.pk, "fields": ["identities"]}
    with in_tenant(other_business.schema_name):
        assert ContactIdentity.objects.count() == 1


def test_an_address_is_removed_once(business):
    lead, _ = lead_of(WRONG)
    identity = identity_of(lead)
    removed(lead, identity)

    with pytest.raises(IdentityNotFoundError):
        removed(lead, identity)

    assert AuditEntry.objects.filter(action=REMOVED).count() == 1


def test_an_address_of_another_lead_is_not_removed(business):
    lead, other = lead_of(WRONG)[0], lead_of(RIGHT)[0]

    with pytest.raises(IdentityNotFoundError):
        removed(other, identity_of(lead))

    assert identities_of(lead) == [("phone", WRONG)]


def test_an_address_of_a_lead_that_went_into_another_is_found_there(business):
    loser, winner = typed(name="דנה", phone=WRONG), typed(name="דנה", phone=RIGHT)
    identity = identity_of(loser)
    lead_merge(winner_id=winner.pk, loser_id=loser.pk, actor=DANA)

    removed(loser, identity)

    assert identities_of(winner) == [("phone", RIGHT)]


def test_two_who_remove_it_at_once_remove_it_once(tenants_db, business):
    lead, _ = lead_of(WRONG)
    identity = identity_of(lead)

    def remove():
        try:
            removed(lead, identity)
        except IdentityNotFoundError:
            return "not there"
        return "removed"

    assert sorted(at_once(business.schema_name, [remove] * 4)) == ["not there"] * 3 + ["removed"]
    assert AuditEntry.objects.filter(action=REMOVED).count() == 1
