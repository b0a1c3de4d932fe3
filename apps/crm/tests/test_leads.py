from datetime import timedelta

import pytest

from apps.accounts.models import Membership
from apps.accounts.testing import membership_make
from apps.audit.actors import AI
from apps.audit.models import AuditEntry
from apps.core import clock
from apps.crm.errors.leads import (
    EmailInvalidError,
    FieldInvalidError,
    LeadChangedError,
    LeadNotFoundError,
    OwnerUnknownError,
    TagsInvalidError,
)
from apps.crm.errors.statuses import StatusUnknownError
from apps.crm.models import ContactIdentity, Lead, LeadStatus
from apps.crm.selectors.leads import LeadFilter, leads_list
from apps.crm.services.leads import lead_delete, lead_touch, lead_update
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


def test_a_lead_belongs_to_a_member_of_the_business_or_to_nobody(business, other_business):
    lead = LeadFactory.create()
    ours, theirs = membership_make(business=business), membership_make(business=other_business)

    updated = lead_update(lead_id=lead.pk, changes={"owner_id": ours.user_id}, actor=DANA)
    assert updated.owner_id == ours.user_id

    suspended = membership_make(business=business)
    Membership.objects.filter(pk=suspended.pk).update(suspended_at=clock.now())
    for nobody in (theirs.user_id, suspended.user_id, 999_999, 2**70, True):
        with pytest.raises(OwnerUnknownError):
            lead_update(lead_id=lead.pk, changes={"owner_id": nobody}, actor=DANA)
    assert Lead.objects.get(pk=lead.pk).owner_id == ours.user_id
    assert lead_update(lead_id=lead.pk, changes={"owner_id": None}, actor=DANA).owner_id is None


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        (["VIP", " VIP ", "לקוח  ותיק"], ["VIP", "לקוח ותיק"]),
        ([], []),
        (["🎉"], ["🎉"]),
    ],
)
def test_tags_are_stored_once_each(business, given, stored):
    lead = LeadFactory.create()

    assert lead_update(lead_id=lead.pk, changes={"tags": given}, actor=DANA).tags == stored


@pytest.mark.parametrize("tags", ["VIP", [7], [""], ["א" * 41], ["א\x00"], [str(n) for n in range(21)], None])
def test_tags_that_cannot_be_change_nothing(business, tags):
    lead = LeadFactory.create()

    with pytest.raises(TagsInvalidError):
        lead_update(lead_id=lead.pk, changes={"name": "דנה", "tags": tags}, actor=DANA)

    assert Lead.objects.get(pk=lead.pk).version == 1


@pytest.mark.parametrize(
    "name", ["👩‍🦰 דנה", "דנה Cohen כהן", "\u202eהפוך\u202c", "שָׁלוֹם", "Zoë", "'; DROP TABLE--"]
)
def test_names_of_every_script_come_back_as_they_were(business, name):
    lead = LeadFactory.create()

    lead_update(lead_id=lead.pk, changes={"name": name}, actor=DANA)

    assert Lead.objects.get(pk=lead.pk).name == name


@pytest.mark.parametrize(
    ("changes", "longest"), [({"name": "ד" * 121}, 120), ({"notes": "ד" * 20_001}, 20_000)]
)
def test_a_text_that_is_too_long_says_how_long_it_may_be(business, changes, longest):
    lead = LeadFactory.create()

    with pytest.raises(FieldInvalidError) as refused:
        lead_update(lead_id=lead.pk, changes=changes, actor=DANA)

    assert str(longest) in refused.value.message("he")
    assert str(longest) in refused.value.message("en")
    assert refused.value.data == {"field": next(iter(changes))}


def test_every_change_says_that_the_lead_was_heard_of(business):
    lead = LeadFactory.create(last_activity_at=clock.now().replace(year=2020))

    lead_update(lead_id=lead.pk, changes={"city": "חיפה"}, actor=DANA)
    assert Lead.objects.get(pk=lead.pk).last_activity_at.year > 2020

    Lead.objects.update(last_activity_at=clock.now().replace(year=2020))
    lead_touch(lead_id=lead.pk)
    assert Lead.objects.get(pk=lead.pk).last_activity_at.year > 2020
    assert Lead.objects.get(pk=lead.pk).version == 2


def test_a_deleted_lead_is_gone_with_its_addresses(business):
    lead, _ = lead_of("0521234567")
    lead_of("0541112222")

    lead_delete(lead_id=lead.pk, actor=DANA)

    assert ContactIdentity.objects.get().value == "+972541112222"
    assert AuditEntry.objects.get(action="lead.deleted").target_id == lead.pk
    assert OutboxEvent.objects.get(type="lead.deleted").payload == {"id": lead.pk}
    with pytest.raises(LeadNotFoundError):
        lead_delete(lead_id=lead.pk, actor=DANA)
    assert lead_of("0521234567")[1] is True


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("שלום", ["שָׁלוֹם כהן"]),
        ("שלומ", ["שָׁלוֹם כהן"]),
        ("כהנ", ["שָׁלוֹם כהן"]),
        ("צה״ל", ['חייל צה"ל']),
        ("צהל", ['חייל צה"ל']),
        ("052-123", ["שָׁלוֹם כהן"]),
        ("+972 521", ["שָׁלוֹם כהן"]),
        ("כהן 0521", ["שָׁלוֹם כהן"]),
        ("כהן צהל", []),
        ("DANA@", ['חייל צה"ל']),
    ],
)
def test_the_database_spells_what_is_searched_as_a_search_is_spelled(business, asked, found):
    LeadFactory.create(name="שָׁלוֹם כהן", phone="+972521234567")
    LeadFactory.create(name='חייל צה"ל', email="dana@example.com")

    assert [lead.name for lead in leads_list(LeadFilter(search=asked))] == found


def test_a_lead_is_stale_when_its_status_has_waited_long_enough(business):
    now = clock.now()
    fresh = LeadFactory.create(last_activity_at=now - timedelta(days=1))
    stale = LeadFactory.create(last_activity_at=now - timedelta(days=3))
    LeadFactory.create(last_activity_at=now - timedelta(days=900), status=LeadStatus.objects.get(kind="won"))

    assert list(leads_list(LeadFilter(is_stale=True))) == [stale]
    assert fresh in leads_list(LeadFilter(is_stale=False))
    assert leads_list(LeadFilter(is_stale=False)).count() == 2


@pytest.mark.parametrize("name", ["\u200f\u202e\u200b", "\u2066 \ufeff \u2069", "\u00ad"])
def test_a_name_of_invisible_signs_alone_is_no_name(business, other_business, name):
    lead = LeadFactory.create(name="דנה", phone="+972521234567")

    lead_update(lead_id=lead.pk, changes={"name": name, "notes": name}, actor=DANA)

    lead.refresh_from_db()
    assert (lead.name, lead.notes) == ("", "")


def test_direction_marks_stay_beside_what_is_seen(business, other_business):
    lead = LeadFactory.create()

    lead_update(lead_id=lead.pk, changes={"name": "דנה \u200eR&D\u200e כהן"}, actor=DANA)

    lead.refresh_from_db()
    assert lead.name == "דנה \u200eR&D\u200e כהן"
