"""What every app keeps of a lead follows it into a merge, and comes back exactly."""

import json
from datetime import timedelta

import pytest
from django.db import connection

from apps.audit.actors import SYSTEM, Actor, ActorKind
from apps.conversations.models import Conversation, Message
from apps.conversations.services import conversation_open
from apps.core import clock
from apps.crm.models import ContactIdentity, Lead
from apps.crm.origin import Origin
from apps.crm.services.capture import lead_capture
from apps.crm.services.consents import consent_record
from apps.crm.services.leads import lead_delete, lead_update
from apps.crm.services.merging import lead_merge, merge_undo
from apps.crm.services.notes import note_create
from apps.crm.services.tasks import task_create
from apps.scheduling.models import Appointment
from apps.scheduling.selectors.slots import slots_available
from apps.scheduling.services.booking import Wish, appointment_book
from apps.scheduling.tests.factories import AppointmentFactory
from apps.telephony.models import Call
from apps.tenants.models import Business

DANA = Actor(kind=ActorKind.USER, user_id=7)
UNLIKE_BEFORE = {
    # A version only grows, and a history is never rewritten.
    "crm_lead": {"version", "updated_at"},
}
GROWN = {"audit_auditentry", "events_outboxevent", "crm_leadmerge", "crm_mergesuggestion"}


def furnished(phone: str, *, hour: int) -> Lead:
    """A lead with something of every kind."""
    lead = lead_capture(source="phone", identities=[("phone", phone)], actor=SYSTEM).lead
    lead_update(
        lead_id=lead.pk,
        changes={"name": f"לקוח {hour}", "city": f"עיר {hour}", "tags": [f"תגית {hour}"]},
        actor=SYSTEM,
        origin=Origin(kind="call", id=1),
    )
    note_create(lead_id=lead.pk, text=f"הערה {hour}", actor=DANA)
    consent_record(lead_id=lead.pk, kind="marketing", granted=True, source="בשיחה", actor=DANA)
    task_create(details={"title": "לחזור", "lead_id": lead.pk}, actor=DANA)
    conversation = conversation_open(lead_id=lead.pk, channel="phone")
    call = Call.objects.create(
        sid=f"CA{hour}",
        to_number="+97237630001",
        lead=lead,
        conversation=conversation,
        started_at=clock.now(),
    )
    Message.objects.create(
        conversation=conversation,
        author="customer",
        text="שלום",
        source_kind="call",
        source_id=call.pk,
        external_id="1",
        position=1,
        started_at=clock.now(),
    )
    AppointmentFactory.create(lead=lead, starts_at=clock.now() + timedelta(days=2, hours=hour))
    return lead


def rows() -> dict[str, list[dict[str, object]]]:
    """Every row of the entered business, table by table, but for what may grow."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        tables = sorted(table for (table,) in cursor.fetchall() if table not in GROWN)
        found = {}
        for table in tables:
            cursor.execute(f"SELECT to_jsonb(entry)::text FROM {table} entry ORDER BY to_jsonb(entry)->>'id'")
            left_out = UNLIKE_BEFORE.get(table, set())
            found[table] = [
                {name: value for name, value in json.loads(row).items() if name not in left_out}
                for (row,) in cursor.fetchall()
            ]
        return found


@pytest.fixture
def pair(business: Business) -> tuple[Lead, Lead]:
    return furnished("0521234567", hour=0), furnished("0541112222", hour=3)


def test_everything_follows_into_the_merge(pair: tuple[Lead, Lead]) -> None:
    winner, loser = pair

    lead_merge(winner_id=winner.pk, loser_id=loser.pk, actor=DANA)

    for owned in (Call, Appointment, Conversation, ContactIdentity):
        assert set(owned.objects.values_list("lead_id", flat=True)) == {winner.pk}, owned
    assert Message.objects.filter(conversation__lead=winner).count() == 2
    assert sorted(Conversation.objects.values_list("is_current", flat=True)) == [False, True]
    assert conversation_open(lead_id=winner.pk, channel="phone").calls.get().sid == "CA0"


def test_undoing_restores_every_row_of_every_table(pair: tuple[Lead, Lead]) -> None:
    winner, loser = pair
    before = rows()

    merge = lead_merge(winner_id=winner.pk, loser_id=loser.pk, actor=DANA)
    assert rows() != before
    merge_undo(merge_id=merge.pk, actor=DANA)

    assert rows() == before


def test_a_call_that_goes_on_writes_where_it_began(pair: tuple[Lead, Lead]) -> None:
    """A merge in the middle of a call: its turns and its meeting are the winner's."""
    winner, loser = pair
    conversation = Conversation.objects.get(lead=loser)
    lead_merge(winner_id=winner.pk, loser_id=loser.pk, actor=DANA)

    conversation.refresh_from_db()
    assert conversation.lead_id == winner.pk
    tomorrow = clock.now().date() + timedelta(days=1)
    slot = slots_available(date_from=tomorrow, date_to=tomorrow + timedelta(days=6), now=clock.now())[0]
    wish = Wish(lead_id=loser.pk, starts_at=slot.starts_at, source="phone")
    booked = appointment_book(wish, actor=SYSTEM)
    assert booked.lead_id == winner.pk


def test_a_deleted_lead_takes_along_what_is_its_own_and_leaves_the_calls(pair: tuple[Lead, Lead]) -> None:
    winner, loser = pair
    stays = furnished("0531112222", hour=6)
    lead_merge(winner_id=winner.pk, loser_id=loser.pk, actor=DANA)

    lead_delete(lead_id=winner.pk, actor=DANA)

    assert list(Lead.objects.values_list("pk", flat=True)) == [stays.pk]
    assert Appointment.objects.get().lead_id == stays.pk
    assert Message.objects.get().conversation.lead_id == stays.pk
    assert sorted(Call.objects.values_list("sid", "lead_id")) == [
        ("CA0", None),
        ("CA3", None),
        ("CA6", stays.pk),
    ]
    assert ContactIdentity.objects.get().lead_id == stays.pk
