import random

import pytest

from apps.audit.actors import SYSTEM
from apps.audit.models import AuditEntry
from apps.crm.errors.leads import LeadNotFoundError
from apps.crm.errors.statuses import StatusUnknownError
from apps.crm.models import Lead, LeadStatus
from apps.crm.ranks import DIGITS, LONGEST
from apps.crm.services.leads import lead_update
from apps.crm.services.positions import lead_move
from apps.crm.services.statuses import status_delete
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.people import DANA
from apps.events.models import OutboxEvent


def column(status):
    return list(Lead.objects.filter(status=status).order_by("position").values_list("pk", flat=True))


@pytest.fixture
def first(business):
    return LeadStatus.objects.get(is_default=True)


@pytest.fixture
def won(business):
    return LeadStatus.objects.get(kind="won")


def move(lead, status, **between):
    return lead_move(lead_id=lead.pk, status_id=status.pk, actor=DANA, **between)


def test_whoever_arrives_stands_on_top(first):
    leads = LeadFactory.create_batch(3)

    assert column(first) == [lead.pk for lead in reversed(leads)]


def test_a_lead_is_put_where_it_was_dropped(first):
    three, two, one = LeadFactory.create_batch(3)

    move(one, first, after_id=two.pk, before_id=three.pk)
    assert column(first) == [two.pk, one.pk, three.pk]

    move(two, first, after_id=three.pk)
    assert column(first) == [one.pk, three.pk, two.pk]

    move(two, first, before_id=one.pk)
    assert column(first) == [two.pk, one.pk, three.pk]

    move(three, first)
    assert column(first) == [three.pk, two.pk, one.pk]


def test_into_another_column_goes_the_status_too(first, won):
    other = LeadFactory.create(status=won)
    lead = LeadFactory.create()
    last = LeadFactory.create(status=won)

    moved = move(lead, won, after_id=last.pk, before_id=other.pk)

    assert column(won) == [last.pk, lead.pk, other.pk]
    assert column(first) == []
    assert (moved.status_id, moved.version) == (won.pk, 2)
    entry = AuditEntry.objects.get(action="lead.updated")
    assert entry.data == {"fields": ["status_id"], "status_from": first.pk, "status_to": won.pk}
    assert entry.actor_user_id == 7


def test_a_drag_within_the_column_changes_no_version_and_no_history(first):
    two, one = LeadFactory.create_batch(2)

    moved = move(one, first, after_id=two.pk)

    assert Lead.objects.get(pk=moved.pk).version == 1
    assert AuditEntry.objects.count() == 0
    assert OutboxEvent.objects.get().payload == {"id": one.pk, "fields": ["position"]}


def test_dropping_a_lead_where_it_stands_does_nothing(first):
    three, two, one = LeadFactory.create_batch(3)

    move(two, first, after_id=one.pk, before_id=three.pk)
    move(one, first)

    assert column(first) == [one.pk, two.pk, three.pk]
    assert OutboxEvent.objects.count() == 0


def test_a_neighbour_that_has_left_is_passed_over(first, won):
    stays, leaves, lead = LeadFactory.create_batch(3)
    lead_update(lead_id=leaves.pk, changes={"status_id": won.pk}, actor=SYSTEM)

    move(lead, first, after_id=leaves.pk, before_id=stays.pk)
    assert column(first) == [lead.pk, stays.pk]

    move(stays, first, after_id=leaves.pk)
    assert column(first) == [stays.pk, lead.pk]


def test_whoever_changes_status_stands_on_top_there(first, won):
    there = LeadFactory.create(status=won)
    lead = LeadFactory.create()

    lead_update(lead_id=lead.pk, changes={"status_id": won.pk}, actor=SYSTEM)

    assert column(won) == [lead.pk, there.pk]


@pytest.mark.parametrize(
    ("target", "error"),
    [({"status": 999_999}, StatusUnknownError), ({"after_id": 999_999}, LeadNotFoundError)],
)
def test_nowhere_is_no_place_to_go(first, target, error):
    lead = LeadFactory.create()

    with pytest.raises(error):
        lead_move(
            lead_id=lead.pk,
            status_id=target.get("status", first.pk),
            after_id=target.get("after_id"),
            actor=DANA,
        )

    assert OutboxEvent.objects.count() == 0


def test_a_gap_that_ran_out_is_made_anew_and_the_order_stays(first):
    bottom, middle, top = LeadFactory.create_batch(3)
    long = Lead.objects.get(pk=middle.pk).position + "0" * (LONGEST - DIGITS) + "1"
    Lead.objects.filter(pk=bottom.pk).update(position=long)
    newcomer = LeadFactory.create()

    move(newcomer, first, after_id=middle.pk, before_id=bottom.pk)

    assert column(first) == [top.pk, middle.pk, newcomer.pk, bottom.pk]
    assert max(len(position) for position in Lead.objects.values_list("position", flat=True)) <= DIGITS + 1


def test_any_number_of_drags_keeps_every_lead(first, won):
    leads = LeadFactory.create_batch(8)
    dice = random.Random(7)
    expected = {first.pk: column(first), won.pk: []}
    for _ in range(60):
        lead, status = dice.choice(leads), dice.choice([first, won])
        for places in expected.values():
            if lead.pk in places:
                places.remove(lead.pk)
        place = dice.randint(0, len(expected[status.pk]))
        before = expected[status.pk][place] if place < len(expected[status.pk]) else None
        after = expected[status.pk][place - 1] if place else None
        expected[status.pk].insert(place, lead.pk)

        move(lead, status, before_id=before, after_id=after)

        assert {first.pk: column(first), won.pk: column(won)} == expected


def test_the_leads_of_a_deleted_status_keep_their_order(first, won):
    there = LeadFactory.create(status=won)
    two, one = LeadFactory.create_batch(2)
    move(one, first, after_id=two.pk)
    LeadStatus.objects.update(is_default=False)
    LeadStatus.objects.filter(pk=won.pk).update(is_default=True)

    status_delete(status_id=first.pk, move_to=won.pk, actor=DANA)

    assert column(won) == [two.pk, one.pk, there.pk]
