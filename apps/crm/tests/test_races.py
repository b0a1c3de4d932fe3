from contextlib import suppress
from functools import partial

from apps.audit.actors import SYSTEM
from apps.audit.models import AuditEntry
from apps.core import clock
from apps.crm.errors.leads import LeadChangedError
from apps.crm.errors.merging import MergeSameLeadError
from apps.crm.errors.statuses import StatusUnknownError
from apps.crm.models import ContactIdentity, Lead, LeadMerge, LeadStatus, Task
from apps.crm.services.leads import lead_update
from apps.crm.services.merging import lead_merge
from apps.crm.services.notes import note_create
from apps.crm.services.positions import lead_move
from apps.crm.services.statuses import status_delete
from apps.crm.services.tasks import task_create, task_finish
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.people import captured, lead_of
from apps.crm.tests.processes import calls_in_processes
from apps.crm.tests.threads import at_once
from apps.events.models import OutboxEvent
from apps.tenants.context import in_tenant

CALLERS = 20
DRAGS = 50
ROUNDS = 5


def test_twenty_callers_with_one_number_become_one_lead(tenants_db, business):
    results = at_once(business.schema_name, [lambda: lead_of("0521234567")] * CALLERS)

    became_one_lead([(lead.pk, is_new) for lead, is_new in results])


def test_twenty_processes_with_one_number_become_one_lead(tenants_db, business, other_business):
    became_one_lead(calls_in_processes(business.schema_name, CALLERS, "0521234567"))

    with in_tenant(other_business.schema_name):
        assert not Lead.objects.exists()


def became_one_lead(results):
    assert len(results) == CALLERS
    assert [is_new for _, is_new in results].count(True) == 1
    assert len({lead_id for lead_id, _ in results}) == 1
    assert Lead.objects.count() == 1
    assert ContactIdentity.objects.count() == 1
    assert OutboxEvent.objects.filter(type="lead.created").count() == 1
    assert AuditEntry.objects.filter(action="lead.created").count() == 1


def test_one_number_claimed_by_many_leads_stays_with_one(tenants_db, business):
    leads = LeadFactory.create_batch(8)

    def claim(lead):
        return lambda: lead_update(lead_id=lead.pk, changes={"phone": "0541112222"}, actor=SYSTEM)

    at_once(business.schema_name, [claim(lead) for lead in leads])

    assert ContactIdentity.objects.filter(kind="phone", value="+972541112222").count() == 1
    assert Lead.objects.filter(phone="+972541112222").count() == 8


def test_concurrent_notes_are_all_kept(tenants_db, business):
    lead = LeadFactory.create()

    def add(number):
        return lambda: lead_update(lead_id=lead.pk, changes={}, actor=SYSTEM, note=f"הערה {number}")

    at_once(business.schema_name, [add(number) for number in range(8)])

    lead.refresh_from_db()
    assert sorted(lead.notes.splitlines()) == [f"הערה {number}" for number in range(8)]
    assert lead.version == 9


def test_fifty_drags_at_once_keep_one_order_and_lose_nobody(tenants_db, business):
    """Everybody drops a lead into the same gap; some drag the very leads that others aim at."""
    column, target = LeadStatus.objects.get(is_default=True), LeadStatus.objects.get(kind="won")
    top, bottom = LeadFactory.create(status=target), LeadFactory.create(status=target)
    leads = LeadFactory.create_batch(DRAGS - 2)

    def drag(lead):
        return lambda: lead_move(
            lead_id=lead.pk, status_id=target.pk, after_id=bottom.pk, before_id=top.pk, actor=SYSTEM
        )

    moves = [drag(lead) for lead in leads]
    moves += [
        lambda: lead_move(lead_id=top.pk, status_id=target.pk, actor=SYSTEM),
        lambda: lead_move(lead_id=bottom.pk, status_id=target.pk, after_id=top.pk, actor=SYSTEM),
    ]
    at_once(business.schema_name, moves)

    positions = list(Lead.objects.filter(status=target).values_list("position", flat=True))
    assert len(positions) == len(set(positions)) == DRAGS
    assert Lead.objects.filter(status=column).count() == 0
    assert Lead.objects.count() == DRAGS


def test_drags_and_arrivals_at_once_stand_apart(tenants_db, business):
    column = LeadStatus.objects.get(is_default=True)
    first, second = LeadFactory.create_batch(2)
    leads = LeadFactory.create_batch(8)

    def drag(lead):
        return lambda: lead_move(
            lead_id=lead.pk, status_id=column.pk, after_id=second.pk, before_id=first.pk, actor=SYSTEM
        )

    def arrive(number):
        return lambda: lead_of(f"05200000{number:02}")

    at_once(business.schema_name, [*map(drag, leads), *map(arrive, range(8))])

    order = list(Lead.objects.filter(status=column).order_by("position").values_list("pk", flat=True))
    assert len(order) == len(set(order)) == 18
    assert set(order[-10:]) == {first.pk, second.pk, *(lead.pk for lead in leads)}
    assert (order[-10], order[-1]) == (second.pk, first.pk)


def test_an_edit_beside_a_merge_is_never_lost(tenants_db, business):
    for number in range(ROUNDS):
        winner, loser = LeadFactory.create(name=""), LeadFactory.create(name="דנה")

        at_once(
            business.schema_name,
            [
                partial(lead_merge, winner_id=winner.pk, loser_id=loser.pk, actor=SYSTEM),
                partial(lead_update, lead_id=loser.pk, changes={"city": f"עיר {number}"}, actor=SYSTEM),
                partial(lead_update, lead_id=winner.pk, changes={"service_wanted": "תספורת"}, actor=SYSTEM),
                partial(note_create, lead_id=loser.pk, text="הערה", actor=SYSTEM),
            ],
        )

        merged = Lead.objects.get(pk=winner.pk)
        assert (merged.name, merged.city, merged.service_wanted) == ("דנה", f"עיר {number}", "תספורת")
        assert merged.lead_notes.count() == 1


def test_a_captured_person_beside_a_merge_stays_one_lead(tenants_db, business):
    for number in range(ROUNDS):
        phone, email = f"0521230{number:03}", f"dana{number}@example.com"
        lead_of(phone)
        captured(source="form", details={"email": email})
        Lead.objects.filter(email=email).update(name="")

        def come(phone=phone, email=email):
            return captured(source="form", details={"phone": phone, "email": email})

        results = at_once(business.schema_name, [come] * 6)

        assert len({result.lead.pk for result in results}) == 1
        assert not any(result.is_new for result in results)
        assert Lead.objects.filter(merged_into=None).count() == number + 1
        assert LeadMerge.objects.count() == number + 1


def test_the_same_two_merged_from_both_sides_are_merged_once(tenants_db, business):
    for _ in range(ROUNDS):
        one, other = LeadFactory.create_batch(2)

        def merge(winner, loser):
            with suppress(MergeSameLeadError, LeadChangedError):
                return lead_merge(winner_id=winner.pk, loser_id=loser.pk, actor=SYSTEM)

        results = at_once(business.schema_name, [partial(merge, one, other), partial(merge, other, one)] * 3)

        assert len([result for result in results if result]) == 1
        assert Lead.objects.filter(pk__in=(one.pk, other.pk), merged_into=None).count() == 1


def test_a_lead_that_changes_into_a_status_while_it_is_deleted_ends_somewhere(tenants_db, business):
    kept = LeadStatus.objects.get(is_default=True)
    for number in range(ROUNDS):
        gone = LeadStatus.objects.create(label=f"זמני {number}", colour="#000000", order=50)
        leads = LeadFactory.create_batch(4)

        def enter(lead, gone=gone):
            with suppress(StatusUnknownError):
                lead_update(lead_id=lead.pk, changes={"status_id": gone.pk}, actor=SYSTEM)

        at_once(
            business.schema_name,
            [
                *(partial(enter, lead) for lead in leads),
                partial(status_delete, status_id=gone.pk, move_to=kept.pk, actor=SYSTEM),
            ],
        )

        assert not LeadStatus.objects.filter(pk=gone.pk).exists()
        assert Lead.objects.filter(status=kept).count() == (number + 1) * 4


def test_a_repeating_task_finished_by_many_makes_one_next(tenants_db, business):
    task = task_create(
        details={"title": "מלאי", "due_at": clock.now(), "recurrence": "FREQ=DAILY"}, actor=SYSTEM
    )

    at_once(business.schema_name, [partial(task_finish, task_id=task.pk, actor=SYSTEM)] * 8)

    assert Task.objects.filter(follows=task).count() == 1
    assert AuditEntry.objects.filter(action="task.done").count() == 1
