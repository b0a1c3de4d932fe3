"""Everything that may happen to one person at the same moment, on connections of their own."""

import random
from contextlib import suppress
from functools import partial
from threading import Event

import pytest
from django.db import transaction

from apps.audit.actors import SYSTEM
from apps.core.errors import ContendedError
from apps.core.testing import PATIENCE_SECONDS
from apps.crm.duplicates import Evidence
from apps.crm.errors.leads import LeadChangedError, LeadNotFoundError
from apps.crm.errors.merging import MergeNotLastError, MergeSameLeadError
from apps.crm.errors.privacy import ErasureNotConfirmedError
from apps.crm.identities import phone_normalised
from apps.crm.models import ContactIdentity, Lead, LeadStatus
from apps.crm.services import import_runs
from apps.crm.services.bulk import leads_status_set
from apps.crm.services.import_runs import import_run
from apps.crm.services.leads import lead_delete, lead_update, leads_delete
from apps.crm.services.locking import lead_locked, lead_phone_locked
from apps.crm.services.merging import lead_merge, merge_undo
from apps.crm.services.notes import note_create
from apps.crm.services.privacy import lead_erase
from apps.crm.services.tasks import task_create, task_finish
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.importing import outcomes, running
from apps.crm.tests.people import captured, lead_of
from apps.crm.tests.threads import at_once, deadlocks, somebody_waits
from apps.tenants.context import in_tenant

ROUNDS = 40


class Person:
    """One who is known by telephone, by e-mail and on WhatsApp."""

    def __init__(self, number: int) -> None:
        self.phone = phone_normalised(f"053345{number:04}")
        self.email = f"noa{number}@example.com"
        self.wa_id = self.phone.removeprefix("+")

    def comings(self) -> list[partial[Lead]]:
        """By each channel at once; each leaves a note."""
        phone, email, wa_id = ("phone", self.phone), ("email", self.email), ("wa_id", self.wa_id)
        both = {"phone": self.phone, "email": self.email}
        channel = Evidence.CHANNEL
        return [
            partial(self.come, "phone", [phone], evidence=channel),
            partial(self.come, "whatsapp", [wa_id], evidence=channel),
            partial(self.come, "whatsapp", [wa_id, phone], evidence=channel),
            partial(self.come, "form", details={"email": self.email, "city": "חיפה"}),
            partial(self.come, "form", details=both, note="מהטופס"),
            partial(self.come, "import", [email, wa_id], note="מהקובץ"),
            partial(self.come, "api", [email], details={"phone": self.phone, "tags": ["ממשק"]}),
            partial(self.come, "phone", [phone], details={"email": self.email}, overwrite=True),
        ]

    def come(self, source, identities=(), **told):
        lead = captured(*identities, source=source, **told).lead
        return note_create(lead_id=lead.pk, text=f"הגיע דרך {source}", actor=SYSTEM)


@pytest.mark.parametrize("is_known", [False, True])
def test_a_person_of_many_channels_at_once_becomes_one_lead(tenants_db, business, other_business, is_known):
    """Beside everything else that is done with them. Nobody is refused, and nobody is broken off."""
    before = deadlocks()
    status = LeadStatus.objects.get(kind="won")
    for number in range(ROUNDS):
        person = Person(number)
        others = beside(person, status) if is_known else []

        at_once(business.schema_name, [*person.comings(), *others])

        became_one(person)
    assert deadlocks() == before
    with in_tenant(other_business.schema_name):
        assert not Lead.objects.exists()
        assert not ContactIdentity.objects.exists()


@pytest.mark.parametrize("duplicates", ["skip", "update"])
def test_people_of_a_file_who_also_come_themselves_become_one_lead_each(
    tenants_db, business, other_business, monkeypatch, duplicates
):
    """A batch locks no addresses: at the unique one it waits for those who came, and they for it."""
    monkeypatch.setattr(import_runs, "BATCH", 10)
    before = deadlocks()
    people = [Person(number) for number in range(ROUNDS)]
    rows = "".join(f"נועה,{person.phone},{person.email}\n" for person in people)
    lead_import = running(f"שם,טלפון,אימייל\n{rows}", duplicates=duplicates)

    def come(seed):
        for person in random.Random(seed).sample(people, len(people)):
            turn = (people.index(person) + seed) % 3
            given = {"phone": person.phone, "email": person.email}
            captured(source="form", details=[{"phone": person.phone}, {"email": person.email}, given][turn])

    at_once(
        business.schema_name,
        [partial(import_run, import_id=lead_import.pk), *(partial(come, seed) for seed in range(6))],
    )

    lead_import.refresh_from_db()
    assert (lead_import.state, sum(outcomes(lead_import)), lead_import.failed) == ("done", ROUNDS, 0)
    assert deadlocks() == before
    living = Lead.objects.filter(merged_into=None)
    assert sorted(living.values_list("phone", "email")) == [(person.phone, person.email) for person in people]
    assert ContactIdentity.objects.filter(lead__in=living).count() == 2 * ROUNDS
    with in_tenant(other_business.schema_name):
        assert not Lead.objects.exists()


def test_a_person_who_comes_while_being_deleted_is_one_lead_or_none(tenants_db, business, other_business):
    with in_tenant(other_business.schema_name):
        theirs, _ = lead_of(Person(0).phone)
    before = deadlocks()
    for number in range(ROUNDS):
        person = Person(number)
        by_email = captured(source="form", details={"email": person.email, "name": "נועה"}).lead
        by_phone, _ = lead_of(person.phone)
        merged = LeadFactory.create(name="נועה")
        lead_merge(winner_id=by_email.pk, loser_id=merged.pk, actor=SYSTEM)
        both = {"phone": person.phone, "email": person.email}
        going = [
            partial(leads_delete, lead_ids=[by_phone.pk, by_email.pk], actor=SYSTEM),
            partial(unless_gone, lead_delete, lead_id=by_phone.pk, actor=SYSTEM),
            partial(unless_gone, lead_erase, lead_id=by_email.pk, confirm="נועה", actor=SYSTEM),
            partial(unless_gone, note_create, lead_id=by_email.pk, text="הערה", actor=SYSTEM),
        ]

        at_once(
            business.schema_name, [*going, *[partial(captured, source="form", details=both, note="שוב")] * 6]
        )

        owners = ContactIdentity.objects.filter(value__in=(person.phone, person.email)).values("lead_id")
        living = Lead.objects.filter(merged_into=None, phone=person.phone, email=person.email)
        assert set(owners.values_list("lead_id", flat=True)) == set(living.values_list("pk", flat=True))
        assert living.count() <= 1
        assert not Lead.objects.filter(merged_into=None, name="נועה").exclude(pk__in=living).exists()
    assert deadlocks() == before
    with in_tenant(other_business.schema_name):
        assert list(Lead.objects.all()) == [theirs]


@pytest.mark.parametrize("locked", [lead_locked, lead_phone_locked])
def test_a_lead_that_is_merged_while_it_is_waited_for_is_not_swapped_for_the_other(
    tenants_db, business, locked
):
    """To wait for the winner with the loser in hand is the wrong way round for whoever locks both."""
    winner, loser = LeadFactory.create_batch(2)
    is_merged = Event()

    def merge():
        with transaction.atomic():
            lead_merge(winner_id=winner.pk, loser_id=loser.pk, actor=SYSTEM)
            is_merged.set()
            somebody_waits()

    def ask():
        assert is_merged.wait(PATIENCE_SECONDS)
        with pytest.raises(ContendedError), transaction.atomic():
            locked(lead_id=loser.pk)

    at_once(business.schema_name, [merge, ask])

    with transaction.atomic():
        assert lead_locked(lead_id=loser.pk) == winner
        assert lead_phone_locked(lead_id=loser.pk) == (winner.pk, winner.phone)


def beside(person, status):
    """The person is known twice, the one of them merged with somebody else before."""
    by_email = captured(source="form", details={"email": person.email}).lead
    by_phone, _ = lead_of(person.phone)
    stranger = LeadFactory.create(name="מישהי אחרת")
    merge = lead_merge(winner_id=by_phone.pk, loser_id=stranger.pk, actor=SYSTEM)
    task = task_create(details={"title": "לחזור", "lead_id": by_phone.pk}, actor=SYSTEM)
    ids = [stranger.pk, by_phone.pk, by_email.pk]
    return [
        partial(unless_done, lead_merge, winner_id=by_phone.pk, loser_id=by_email.pk, actor=SYSTEM),
        partial(unless_done, lead_merge, winner_id=by_email.pk, loser_id=by_phone.pk, actor=SYSTEM),
        partial(unless_done, merge_undo, merge_id=merge.pk, actor=SYSTEM),
        partial(lead_update, lead_id=by_phone.pk, changes={"service_wanted": "תספורת"}, actor=SYSTEM),
        partial(lead_update, lead_id=by_email.pk, changes={"phone": person.phone}, actor=SYSTEM),
        partial(leads_status_set, lead_ids=ids, status_id=status.pk, actor=SYSTEM),
        partial(task_finish, task_id=task.pk, actor=SYSTEM),
    ]


def unless_gone(service, **asked):
    with suppress(LeadNotFoundError, ErasureNotConfirmedError):
        service(**asked)


def unless_done(service, **asked):
    with suppress(MergeSameLeadError, LeadChangedError, MergeNotLastError):
        service(**asked)


def became_one(person):
    owners = ContactIdentity.objects.filter(value__in=(person.phone, person.email, person.wa_id))
    (lead_id,) = set(owners.values_list("lead_id", flat=True))
    lead = Lead.objects.get(pk=lead_id, merged_into=None)
    assert sorted(owners.values_list("kind", flat=True)) == ["email", "phone", "wa_id"]
    assert (lead.phone, lead.email, lead.city, lead.tags) == (person.phone, person.email, "חיפה", ["ממשק"])
    assert set(lead.notes.splitlines()) == {"מהטופס", "מהקובץ"}
    assert lead.lead_notes.count() == len(person.comings())
    same = Lead.objects.filter(phone=person.phone) | Lead.objects.filter(email=person.email)
    assert list(same.filter(merged_into=None)) == [lead]
