from datetime import timedelta

import pytest

from apps.accounts.testing import ARRIVAL_QUERIES
from apps.assistant.models import Understanding
from apps.audit.actors import AI, SYSTEM, Actor, ActorKind
from apps.conversations.models import Conversation, Message
from apps.conversations.services import conversation_open, message_upsert
from apps.core import clock
from apps.crm.models import LeadStatus
from apps.crm.services.consents import consent_record
from apps.crm.services.leads import lead_update
from apps.crm.services.merging import lead_merge, merge_undo
from apps.crm.services.notes import note_create
from apps.crm.services.statuses import status_create, status_delete
from apps.crm.services.tasks import task_create
from apps.crm.tests.factories import LeadFactory
from apps.scheduling.tests.factories import AppointmentFactory
from apps.telephony.tests.factories import CallFactory
from apps.tenants.context import in_tenant


def url(lead):
    return f"/api/v1/leads/{lead.pk}/timeline/"


def entries(api, lead, **query):
    return api.get(url(lead), query).json()["results"]


def told(api, lead):
    return [(entry["kind"], entry["actor"]["kind"], entry["summary"]) for entry in entries(api, lead)]


def wrote(lead, text, *, at, author="customer", channel="whatsapp", source_kind="whatsapp"):
    thread = conversation_open(lead_id=lead.pk, channel=channel)
    return message_upsert(
        conversation_id=thread.pk,
        source_kind=source_kind,
        source_id=thread.pk,
        external_id=text[:20],
        position=1,
        author=author,
        text=text,
        started_at=at,
    )


def called(lead, **more):
    return CallFactory.create(conversation=conversation_open(lead_id=lead.pk, channel="phone"), **more)


@pytest.fixture
def dana(api):
    return Actor(kind=ActorKind.USER, user_id=api.membership.user_id)


@pytest.fixture
def lead(business):
    return LeadFactory.create(name="דנה כהן")


def test_everything_that_happened_is_told_newest_first_with_who_did_it(api, lead, dana):
    now = clock.now()
    call = called(
        lead,
        started_at=now - timedelta(days=5),
        summary="ביקשה הצעת מחיר",
        next_step="לשלוח הצעה",
    )
    Understanding.objects.create(
        lead=lead,
        source_kind="call",
        source_id=call.pk,
        last_turn_id=1,
        topic="שיפוץ מטבח",
        sentiment="positive",
        created_at=now,
    )
    wrote(lead, "בתוך השיחה", at=now - timedelta(days=5), channel="phone", source_kind="call")
    message = wrote(lead, "מתי נפגשים?", at=now - timedelta(days=4))
    wrote(lead, "ביום שלישי", at=now - timedelta(days=3), author="ai")
    task = task_create(details={"title": "לשלוח הצעה", "lead_id": lead.pk}, actor=AI)
    note = note_create(lead_id=lead.pk, text="לקוחה ותיקה", actor=dana)
    won = LeadStatus.objects.get(kind="won")
    lead_update(lead_id=lead.pk, changes={"status_id": won.pk}, actor=dana)
    consent_record(lead_id=lead.pk, kind="marketing", granted=False, source="ביקשה להסיר", actor=dana)
    meeting = AppointmentFactory.create(lead=lead, service_label="ייעוץ", starts_at=now + timedelta(days=1))

    shown = entries(api, lead)

    assert [(entry["kind"], entry["actor"]["kind"], entry["summary"]) for entry in shown] == [
        ("appointment", "system", "ייעוץ"),
        ("event", "user", "נרשם סירוב לפנייה"),
        ("status", "user", "נסגר בהצלחה"),
        ("note", "user", "לקוחה ותיקה"),
        ("task", "ai", "לשלוח הצעה"),
        ("message", "ai", "ביום שלישי"),
        ("message", "customer", "מתי נפגשים?"),
        ("call", "customer", "ביקשה הצעת מחיר"),
    ]
    ids = {entry["kind"]: entry["id"] for entry in shown}
    assert (ids["appointment"], ids["note"], ids["task"]) == (meeting.pk, note.pk, task.pk)
    assert (ids["message"], ids["call"]) == (message.pk, call.pk)
    assert shown[3]["actor"] == {"kind": "user", "user_id": dana.user_id, "name": "דנה לוי"}
    assert shown[2]["data"]["from"]["label"] == "חדש"
    assert shown[2]["data"]["to"] == {"id": won.pk, "label": won.label, "colour": won.colour}
    assert shown[1]["data"] == {"action": "lead.refused", "consent": "marketing", "merge_id": None}
    assert shown[-1]["data"] == {
        "direction": "inbound",
        "status": "completed",
        "outcome": "",
        "duration_ms": 60_000,
        "next_step": "לשלוח הצעה",
        "topic": "שיפוץ מטבח",
        "sentiment": "positive",
    }
    assert shown[-1]["at"] == call.started_at.isoformat().replace("+00:00", "Z")


def test_a_page_follows_another_without_a_gap_even_within_one_moment(api, lead):
    at = clock.now()
    for number in range(7):
        wrote(lead, f"הודעה {number}", at=at)
    for _ in range(4):
        called(lead, started_at=at)

    pages, link = [], f"{url(lead)}?page_size=3"
    while link:
        page = api.get(link).json()
        assert page["previous"] is None
        pages += [[(entry["kind"], entry["id"]) for entry in page["results"]]]
        link = page["next"]

    seen = [entry for page in pages for entry in page]
    assert [len(page) for page in pages] == [3, 3, 3, 2]
    assert len(set(seen)) == 11
    assert [kind for kind, _ in seen] == ["message"] * 7 + ["call"] * 4


def test_a_page_costs_three_questions_however_much_happened(api, lead, dana, django_assert_num_queries):
    note_create(lead_id=lead.pk, text="אחת", actor=dana)
    with django_assert_num_queries(ARRIVAL_QUERIES + 3):
        assert len(entries(api, lead)) == 1

    for number in range(30):
        note_create(lead_id=lead.pk, text=f"הערה {number}", actor=dana)
        wrote(lead, f"הודעה {number}", at=clock.now())
        called(lead)
    with django_assert_num_queries(ARRIVAL_QUERIES + 3):
        assert len(entries(api, lead, page_size=200)) == 91


def test_a_merge_keeps_every_entry_and_undoing_it_gives_them_back(api, lead, dana):
    loser = LeadFactory.create(name="דנה")
    note_create(lead_id=loser.pk, text="של השנייה", actor=dana)
    lead_update(lead_id=loser.pk, changes={"status_id": LeadStatus.objects.get(kind="won").pk}, actor=dana)
    wrote(loser, "שלום", at=clock.now())
    before = entries(api, loser)

    merge = lead_merge(winner_id=lead.pk, loser_id=loser.pk, actor=SYSTEM)

    merged = entries(api, lead)
    assert [entry["data"]["action"] for entry in merged if entry["kind"] == "event"] == ["lead.merged"]
    assert [entry for entry in merged if entry["kind"] != "event"] == before
    assert entries(api, loser) == merged

    merge_undo(merge_id=merge.pk, actor=SYSTEM)

    assert [entry for entry in entries(api, loser) if entry["kind"] != "event"] == before
    assert {entry["kind"] for entry in entries(api, lead)} == {"event"}


def test_a_status_that_was_deleted_since_has_no_name(api, lead, dana):
    gone = LeadStatus.objects.create(label="זמני", colour="#2563eb", order=99)
    lead_update(lead_id=lead.pk, changes={"status_id": gone.pk}, actor=dana)
    lead_update(lead_id=lead.pk, changes={"status_id": LeadStatus.objects.get(kind="won").pk}, actor=dana)
    LeadStatus.objects.filter(pk=gone.pk).delete()

    newest, older = entries(api, lead)

    assert newest["data"]["from"] == {"id": gone.pk, "label": None, "colour": None}
    assert older["summary"] == ""


def test_a_status_that_is_deleted_keeps_its_name_in_what_was_told(api, lead, dana):
    gone = status_create(label="בהמתנה", colour="#aa00aa", kind="open", actor=dana)
    kept = LeadStatus.objects.get(is_default=True)
    lead_update(lead_id=lead.pk, changes={"status_id": gone.pk}, actor=dana)
    lead_update(lead_id=lead.pk, changes={"status_id": kept.pk}, actor=dana)
    status_delete(status_id=gone.pk, move_to=None, actor=dana)

    left, came = [each for each in entries(api, lead) if each["kind"] == "status"]

    assert (left["data"]["from"]["label"], left["data"]["to"]["label"]) == ("בהמתנה", kept.label)
    assert (came["data"]["to"]["label"], came["data"]["to"]["colour"]) == ("בהמתנה", "#aa00aa")


def test_what_people_wrote_comes_out_as_they_wrote_it_but_not_without_end(api, lead):
    text = '\u202eהיפוך\u202c 😀 "ציטוט" \\ %s {0} ' + "א" * 600
    wrote(lead, text, at=clock.now())

    assert entries(api, lead)[0]["summary"] == text[:500]


def test_labels_are_in_the_language_of_whoever_asks(api, lead, dana):
    consent_record(lead_id=lead.pk, kind="marketing", granted=True, source="בטופס", actor=dana)

    answer = api.get(url(lead), headers={"accept-language": "en"}).json()

    assert answer["results"][0]["summary"] == "Consent recorded"


def test_nothing_of_another_lead_or_business_is_told(api, other_business, lead):
    other = LeadFactory.create()
    wrote(other, "של אחרת", at=clock.now())
    with in_tenant(other_business.schema_name):
        LeadFactory.create_batch(lead.pk)
        theirs = conversation_open(lead_id=lead.pk, channel="whatsapp")
        assert Conversation.objects.filter(pk=theirs.pk).exists()
        Message.objects.create(
            conversation=theirs,
            author="customer",
            text="סוד",
            source_kind="whatsapp",
            source_id=1,
            external_id="1",
            position=1,
            started_at=clock.now(),
        )

    assert entries(api, lead) == []
    assert told(api, other) == [("message", "customer", "של אחרת")]


@pytest.mark.parametrize(
    "cursor", ["", "x", "W10=", "bnVsbA==", "WzAsImEiLCJjYWxsIiwiMSJd", "WzEsIjIwMjYiLCJjYWxsIiwiMSJd", "\0"]
)
def test_a_forged_cursor_is_refused(api, lead, cursor):
    assert api.get(url(lead), {"cursor": cursor}).json()["error"]["code"] == "cursor_invalid"


def test_a_lead_that_is_not_there_has_no_timeline(api, business):
    assert api.get("/api/v1/leads/999999/timeline/").json()["error"]["code"] == "lead_not_found"
