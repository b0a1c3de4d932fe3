import pytest

from apps.audit.models import AuditEntry
from apps.crm.errors.leads import FieldInvalidError
from apps.crm.errors.statuses import (
    StatusHasLeadsError,
    StatusIsDefaultError,
    StatusLabelTakenError,
    StatusNotFoundError,
    StatusOrderIncompleteError,
    StatusUnknownError,
)
from apps.crm.models import Lead, LeadStatus
from apps.crm.services.merging import lead_merge
from apps.crm.services.statuses import status_create, status_delete, status_update, statuses_reorder
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.people import DANA
from apps.events.models import OutboxEvent
from apps.tenants.context import in_tenant


def labels():
    return list(LeadStatus.objects.order_by("order").values_list("label", flat=True))


def status(label):
    return LeadStatus.objects.get(label=label)


def created(label="בהמתנה", **more):
    return status_create(**{"label": label, "colour": "#0d9488", "kind": "open", "actor": DANA, **more})


def test_a_new_status_comes_last_and_only_here(business, other_business):
    new = created(label="  בהמתנה   להצעה ", stale_after_days=5)

    assert labels()[-1] == "בהמתנה להצעה"
    assert (new.order, new.stale_after_days, new.is_default) == (7, 5, False)
    assert AuditEntry.objects.get().action == "lead_status.created"
    assert OutboxEvent.objects.get().payload == {"id": new.pk}
    with in_tenant(other_business.schema_name):
        assert LeadStatus.objects.count() == 7


@pytest.mark.parametrize(
    ("label", "error"),
    [
        ("חדש", StatusLabelTakenError),
        ("", FieldInvalidError),
        ("  ", FieldInvalidError),
        ("א" * 41, FieldInvalidError),
    ],
)
def test_a_label_that_cannot_be_makes_nothing(business, label, error):
    with pytest.raises(error):
        created(label=label)

    assert LeadStatus.objects.count() == 7
    assert AuditEntry.objects.count() == 0


def test_a_status_is_renamed_and_says_when_its_leads_are_stale(business):
    changed = status_update(
        status_id=status("חדש").pk, changes={"label": "טרי", "stale_after_days": None}, actor=DANA
    )

    assert (changed.label, changed.stale_after_days, changed.is_default) == ("טרי", None, True)
    with pytest.raises(StatusLabelTakenError):
        status_update(status_id=changed.pk, changes={"label": "מתאים"}, actor=DANA)
    assert labels()[0] == "טרי"


def test_a_change_that_changes_nothing_leaves_no_trace(business):
    status_update(status_id=status("חדש").pk, changes={"label": " חדש ", "is_default": True}, actor=DANA)

    assert AuditEntry.objects.count() == OutboxEvent.objects.count() == 0


def test_there_is_always_exactly_one_default(business):
    status_update(status_id=status("מתאים").pk, changes={"is_default": True}, actor=DANA)
    assert list(LeadStatus.objects.filter(is_default=True)) == [status("מתאים")]

    with pytest.raises(StatusIsDefaultError):
        status_update(status_id=status("מתאים").pk, changes={"is_default": False}, actor=DANA)
    with pytest.raises(StatusIsDefaultError):
        status_delete(status_id=status("מתאים").pk, move_to=status("חדש").pk, actor=DANA)
    assert list(LeadStatus.objects.filter(is_default=True)) == [status("מתאים")]


def test_deleting_asks_where_the_leads_go(business):
    gone, kept = status("מתאים"), status("חדש")
    lead = LeadFactory.create(status=gone)

    with pytest.raises(StatusHasLeadsError) as refused:
        status_delete(status_id=gone.pk, move_to=None, actor=DANA)

    assert refused.value.data == {"leads": 1}
    for nowhere in (gone.pk, 999_999):
        with pytest.raises(StatusUnknownError):
            status_delete(status_id=gone.pk, move_to=nowhere, actor=DANA)
    assert Lead.objects.get(pk=lead.pk).status_id == gone.pk

    assert status_delete(status_id=gone.pk, move_to=kept.pk, actor=DANA) == 1

    assert not LeadStatus.objects.filter(pk=gone.pk).exists()
    assert (Lead.objects.get(pk=lead.pk).status_id, Lead.objects.get(pk=lead.pk).version) == (kept.pk, 2)
    entry = AuditEntry.objects.get(target_kind="lead")
    assert entry.data == {"fields": ["status_id"], "status_from": gone.pk, "status_to": kept.pk}


def test_leads_hidden_by_a_merge_go_along(business):
    gone, kept = status("מתאים"), status("חדש")
    winner, loser = LeadFactory.create(), LeadFactory.create(status=gone)
    lead_merge(winner_id=winner.pk, loser_id=loser.pk, actor=DANA)

    status_delete(status_id=gone.pk, move_to=kept.pk, actor=DANA)

    assert Lead.objects.get(pk=loser.pk).status_id == kept.pk


def test_an_empty_status_just_goes(business):
    assert status_delete(status_id=status("מתאים").pk, move_to=None, actor=DANA) == 0

    assert "מתאים" not in labels()
    with pytest.raises(StatusNotFoundError):
        status_delete(status_id=999_999, move_to=None, actor=DANA)


def test_statuses_stand_in_the_order_given(business):
    ids = list(LeadStatus.objects.order_by("-order").values_list("pk", flat=True))

    statuses_reorder(ids=ids, actor=DANA)

    assert labels()[0] == "לא רלוונטי"
    for wrong in (ids[1:], [*ids, ids[0]], [*ids[1:], 999_999]):
        with pytest.raises(StatusOrderIncompleteError):
            statuses_reorder(ids=wrong, actor=DANA)
    assert list(LeadStatus.objects.order_by("order").values_list("pk", flat=True)) == ids
