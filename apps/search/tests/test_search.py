from datetime import timedelta

import pytest

from apps.accounts.testing import ARRIVAL_QUERIES
from apps.core import clock
from apps.crm.models import LeadStatus
from apps.crm.tests.factories import LeadFactory
from apps.scheduling.tests.factories import AppointmentFactory
from apps.search.tests.asking import QUERIES, names, search, wrote
from apps.telephony.tests.factories import CallFactory
from apps.tenants.context import in_tenant


def test_one_box_finds_leads_calls_chats_and_meetings(api, lead):
    other = LeadFactory.create(name="רון לוי")
    call = CallFactory.create(conversation__lead=other, summary="שאל על שיפוץ מטבח גדול")
    thread = wrote(other, "כמה עולה שיפוץ של מטבח?")
    meeting = AppointmentFactory.create(
        lead=other, service_label="שיפוץ", notes="להביא דוגמאות", starts_at=clock.now() + timedelta(days=1)
    )
    person = {"id": other.pk, "name": "רון לוי", "phone": ""}

    found = search(api, "שיפוץ")

    assert found["leads"] == []
    assert found["calls"] == [
        {
            "id": call.pk,
            "started_at": call.started_at.isoformat().replace("+00:00", "Z"),
            "direction": "inbound",
            "status": "completed",
            "outcome": "",
            "from_number": "+972521234567",
            "lead": person,
            "excerpt": "שאל על שיפוץ מטבח גדול",
        }
    ]
    assert [(chat["id"], chat["channel"], chat["excerpt"], chat["lead"]) for chat in found["chats"]] == [
        (thread.pk, "whatsapp", "כמה עולה שיפוץ של מטבח?", person)
    ]
    assert [(each["id"], each["service"], each["status"]) for each in found["meetings"]] == [
        (meeting.pk, "שיפוץ", "confirmed")
    ]


def test_a_lead_is_shown_with_its_status(api, lead):
    status = LeadStatus.objects.get(is_default=True)

    assert search(api, "כהן")["leads"] == [
        {
            "id": lead.pk,
            "name": "דנה כהן",
            "phone": "+972521234567",
            "email": "dana@example.com",
            "city": "חיפה",
            "status": {
                "id": status.pk,
                "label": "חדש",
                "colour": "#2563eb",
                "kind": "open",
                "stale_after_days": 2,
            },
        }
    ]


def test_whom_it_names_comes_before_where_they_live(api, business):
    LeadFactory.create(name="אביב כהן")
    LeadFactory.create(name="רון", city="תל אביב")

    assert names(search(api, "אביב")) == ["אביב כהן", "רון"]


def test_calls_chats_and_meetings_of_a_person_are_found_by_the_name(api, lead):
    call = CallFactory.create(conversation__lead=lead)
    thread = wrote(lead, "מה שלומכם?")
    meeting = AppointmentFactory.create(lead=lead, starts_at=clock.now() + timedelta(days=1))

    found = search(api, "דנה כהן")

    assert [each["id"] for each in found["calls"]] == [call.pk]
    assert [(each["id"], each["excerpt"]) for each in found["chats"]] == [(thread.pk, "מה שלומכם?")]
    assert [each["id"] for each in found["meetings"]] == [meeting.pk]


def test_a_call_is_found_by_what_was_said_in_it_and_is_no_chat(api, lead):
    call = CallFactory.create(conversation__lead=lead, summary="סיכום")
    wrote(lead, "יש לי נזילה דחופה", channel="phone", source_kind="call", source_id=call.pk)

    found = search(api, "נזילה")

    assert [(each["id"], each["excerpt"]) for each in found["calls"]] == [(call.pk, "יש לי נזילה דחופה")]
    assert found["chats"] == []


def test_a_chat_is_shown_once_with_the_newest_turn_that_matches(api, lead):
    for number in range(30):
        wrote(lead, f"נזילה מספר {number}")
    thread = wrote(lead, "תודה")

    found = search(api, "נזילה")["chats"]

    assert [(each["id"], each["excerpt"]) for each in found] == [(thread.pk, "נזילה מספר 29")]


def test_a_frequent_word_shows_the_newest_and_a_rare_one_is_found_far_back(api, business):
    LeadFactory.create(name="יחידה במינה")
    LeadFactory.create_batch(60, city="חולון")

    newest = search(api, "חולון")["leads"]

    assert len(newest) == 8
    assert newest[0]["name"] == names(search(api, "לקוח"))[0]
    assert names(search(api, "במינה")) == ["יחידה במינה"]
    assert search(api, "אין כזה") == {"leads": [], "calls": [], "chats": [], "meetings": []}


def test_a_merged_lead_is_not_found(api, lead):
    LeadFactory.create(name="דנה כפולה", merged_into=lead)

    assert names(search(api, "דנה")) == ["דנה כהן"]


def test_a_search_costs_the_same_however_much_it_finds(api, lead, django_assert_num_queries):
    with django_assert_num_queries(ARRIVAL_QUERIES + QUERIES):
        search(api, "דנה")

    for _ in range(10):
        other = LeadFactory.create(name="דנה")
        CallFactory.create(conversation__lead=other, summary="דנה")
        wrote(other, f"דנה {other.pk}")
    with django_assert_num_queries(ARRIVAL_QUERIES + QUERIES):
        found = search(api, "דנה")
    assert [len(each) for each in found.values()] == [8, 5, 5, 0]


@pytest.mark.parametrize("query", ["א", "%", "__", "...", "😀😀😀", "\u202e\u202c", "ָָ", "'\""])
def test_less_than_two_letters_is_refused_in_the_language_of_whoever_asks(api, business, query):
    answer = api.get("/api/v1/search/", {"q": query})

    assert answer.status_code == 422
    assert answer.json()["error"] == {
        "code": "search_too_short",
        "message": "צריך לפחות שתי אותיות או ספרות כדי לחפש.",
        "field": "q",
    }
    english = api.get("/api/v1/search/", {"q": query}, headers={"accept-language": "en"})
    assert english.json()["error"]["message"] == "Give at least two letters or digits to search for."


@pytest.mark.parametrize("query", [None, "", "א\0ב", "א" * 101, "א" * 10_000])
def test_what_cannot_be_a_search_is_refused(api, business, query):
    answer = api.get("/api/v1/search/", {} if query is None else {"q": query})

    assert answer.status_code == 400
    assert list(answer.json()["error"]["fields"]) == ["q"]


@pytest.mark.parametrize(
    "query", ["' OR 1=1 --", "{found}", "%s %(x)s", "a b c d e f g h i j k l m n", "א ב", "'); DROP TABLE"]
)
def test_a_search_is_nothing_but_text(api, lead, query):
    assert search(api, query) == {"leads": [], "calls": [], "chats": [], "meetings": []}


def test_nothing_of_another_business_is_found(api, other_business, lead):
    with in_tenant(other_business.schema_name):
        theirs = LeadFactory.create(name="דנה שלהם")
        CallFactory.create(conversation__lead=theirs, summary="דנה")
        wrote(theirs, "דנה")
        AppointmentFactory.create(lead=theirs, notes="דנה", starts_at=clock.now())

    found = search(api, "דנה")

    assert names(found) == ["דנה כהן"]
    assert (found["calls"], found["chats"], found["meetings"]) == ([], [], [])
