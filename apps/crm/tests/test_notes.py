import pytest

from apps.audit.actors import AI, Actor, ActorKind
from apps.audit.models import AuditEntry
from apps.crm.errors.leads import FieldInvalidError, LeadNotFoundError, NoteNotFoundError, NoteNotYoursError
from apps.crm.models import Consent, LeadNote
from apps.crm.selectors.history import consents_now
from apps.crm.services.consents import consent_record
from apps.crm.services.notes import note_create, note_delete, note_edit
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.people import DANA
from apps.events.models import OutboxEvent
from apps.telephony.tests.factories import CallFactory

RON = Actor(kind=ActorKind.USER, user_id=8)


@pytest.fixture
def lead(business):
    return LeadFactory.create()


@pytest.fixture
def note(lead):
    return note_create(lead_id=lead.pk, text="  לחזור אחרי החגים\nבבוקר ", actor=DANA)


def test_a_note_says_who_wrote_it(lead, note):
    assert (note.text, note.author_kind, note.author_user_id, note.edited_at) == (
        "לחזור אחרי החגים\nבבוקר",
        "user",
        7,
        None,
    )
    assert OutboxEvent.objects.get().payload == {"id": lead.pk, "note_id": note.pk}
    assert AuditEntry.objects.get().data == {"note_id": note.pk}
    assert note_create(lead_id=lead.pk, text="נאמר בשיחה", actor=AI).author_kind == "ai"


def test_only_who_wrote_it_may_change_it(lead, note):
    edited = note_edit(lead_id=lead.pk, note_id=note.pk, text="לחזור מחר", actor=DANA)
    assert edited.edited_at is not None

    with pytest.raises(NoteNotYoursError):
        note_edit(lead_id=lead.pk, note_id=note.pk, text="שקר", actor=RON)

    assert LeadNote.objects.get().text == "לחזור מחר"


def test_others_delete_it_only_when_they_may(lead, note):
    with pytest.raises(NoteNotYoursError):
        note_delete(lead_id=lead.pk, note_id=note.pk, actor=RON, may_any=False)
    assert LeadNote.objects.count() == 1

    note_delete(lead_id=lead.pk, note_id=note.pk, actor=RON, may_any=True)

    assert LeadNote.objects.count() == 0
    assert AuditEntry.objects.latest("pk").action == "lead.note_deleted"


@pytest.mark.parametrize("text", ["", "   ", "א" * 10_001, "א\x00"])
def test_a_note_that_says_nothing_or_too_much_is_none(lead, text):
    with pytest.raises(FieldInvalidError):
        note_create(lead_id=lead.pk, text=text, actor=DANA)

    assert LeadNote.objects.count() == 0


def test_a_note_is_found_under_its_own_lead_only(lead, note):
    other = LeadFactory.create()

    with pytest.raises(NoteNotFoundError):
        note_edit(lead_id=other.pk, note_id=note.pk, text="שקר", actor=DANA)
    with pytest.raises(LeadNotFoundError):
        note_create(lead_id=999_999, text="לאף אחד", actor=DANA)


def test_the_newest_word_on_consent_holds_and_the_others_stay_on_record(lead):
    CallFactory.create(pk=31)
    for granted in (True, False):
        consent_record(lead_id=lead.pk, kind="marketing", granted=granted, source="בשיחה", actor=DANA)
    consent_record(
        lead_id=lead.pk,
        kind="recording",
        granted=True,
        source="בתחילת השיחה",
        source_kind="call",
        source_id=31,
        actor=AI,
    )

    assert consents_now(lead_id=lead.pk) == {"marketing": False, "recording": True}
    assert Consent.objects.count() == 3
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "lead.consented",
        "lead.refused",
        "lead.consented",
    ]
    assert OutboxEvent.objects.first().payload == {"id": lead.pk, "kind": "marketing", "granted": True}
