import pytest

from apps.assistant.memory.services import memory_fact_add
from apps.assistant.models import MemoryEntry
from apps.audit.actors import AI
from apps.audit.models import AuditEntry
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.people import DANA


@pytest.fixture
def lead(business):
    return LeadFactory.create(name="דנה כהן")


@pytest.fixture
def path(lead):
    return f"/api/v1/leads/{lead.pk}/memory/"


def fact(lead, text="מעדיפה בוקר"):
    return memory_fact_add(lead_id=lead.pk, text=text, actor=DANA)


def test_a_lead_nobody_remembers_anything_of(api, path):
    assert api.get(path).json() == {
        "entries": [],
        "most_facts": 30,
        "left_out": {"phone": 0, "whatsapp": 0},
    }


def test_a_fact_is_added_once_however_often_it_is_sent(api, path):
    sent = [
        api.post(path, {"text": "מעדיפה בוקר"}, format="json", headers={"Idempotency-Key": "k1"})
        for _ in range(2)
    ]

    assert [answer.status_code for answer in sent] == [201, 201]
    assert sent[0].json() == sent[1].json() == api.get(path).json()["entries"][0]
    assert (sent[0]["ETag"], sent[0].json()["author"]["kind"]) == ('W/"1"', "user")


def test_a_correction_is_refused_with_what_stands_there_now(api, path, lead):
    entry = fact(lead)
    first = api.patch(f"{path}{entry.pk}/", {"text": "ערב"}, format="json", headers={"If-Match": 'W/"1"'})
    second = api.patch(f"{path}{entry.pk}/", {"text": "צהריים"}, format="json", headers={"If-Match": 'W/"1"'})
    gone = api.delete(f"{path}{entry.pk}/", headers={"If-Match": 'W/"1"'})

    assert (first.status_code, first["ETag"]) == (200, 'W/"2"')
    error = second.json()["error"]
    assert (second.status_code, error["code"], error["current"]["text"]) == (412, "memory_changed", "ערב")
    assert (gone.status_code, MemoryEntry.objects.get().text) == (412, "ערב")


@pytest.mark.parametrize(
    ("body", "status"),
    [({}, 400), ({"text": ""}, 400), ({"text": "א" * 161}, 422), ({"text": 7, "x": 1}, 400), ([], 400)],
)
def test_bad_input_is_refused_and_writes_nothing(api, path, lead, body, status):
    entry = fact(lead)
    assert api.patch(f"{path}{entry.pk}/", body, format="json").status_code == status
    assert MemoryEntry.objects.get().text == "מעדיפה בוקר"


def test_refusals_speak_both_languages(api, path, lead):
    for number in range(30):
        fact(lead, f"עובדה {number}")
    hebrew = api.post(path, {"text": "עוד"}, format="json", headers={"Accept-Language": "he"})
    english = api.post(path, {"text": "עוד"}, format="json", headers={"Accept-Language": "en"})

    assert hebrew.json()["error"]["message"] == "העוזר זוכר עד 30 עובדות על לקוח. מחקו אחת שאינה נחוצה."
    assert (english.status_code, english.json()["error"]["code"]) == (409, "memory_full")
    assert english.json()["error"]["message"].startswith("The assistant remembers 30 facts")


def test_one_entry_and_all_of_it_are_erased(api, path, lead):
    first, _, _ = fact(lead), fact(lead, "גרה בחיפה"), fact(lead, "אלרגית")
    assert api.delete(f"{path}{first.pk}/").status_code == 204
    assert MemoryEntry.objects.count() == 2
    assert api.delete(path).status_code == 204
    assert not MemoryEntry.objects.exists()


def test_an_agent_erases_their_own_and_the_assistant_s_and_nobody_else_s(sign_in, business, path, lead):
    agent, colleague = sign_in(business, "agent"), fact(lead)
    own = agent.post(path, {"text": "גרה בחיפה"}, format="json").json()["id"]
    learnt = memory_fact_add(lead_id=lead.pk, text="אלרגית", actor=AI).pk

    gone = [agent.delete(f"{path}{entry}/").status_code for entry in (own, learnt)]
    refused, whole = agent.delete(f"{path}{colleague.pk}/"), agent.delete(path)

    assert gone == [204, 204]
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "memory_not_yours")
    assert (whole.status_code, whole.json()["error"]["code"]) == (403, "forbidden")
    assert MemoryEntry.objects.get() == colleague


def test_an_agent_corrects_a_colleague_s_fact_which_stays_the_colleague_s(sign_in, business, path, lead):
    agent, entry = sign_in(business, "agent"), fact(lead)
    learnt = memory_fact_add(lead_id=lead.pk, text="אלרגית", actor=AI)

    corrected = agent.patch(f"{path}{entry.pk}/", {"text": "מעדיפה ערב"}, format="json")
    own = agent.patch(f"{path}{learnt.pk}/", {"text": "אלרגית לבוטנים"}, format="json")
    refused = agent.delete(f"{path}{entry.pk}/")

    assert (corrected.status_code, corrected.json()["author"]["user_id"]) == (200, DANA.user_id)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "memory_not_yours")
    assert (own.json()["author"]["kind"], MemoryEntry.objects.get(pk=entry.pk).text) == ("user", "מעדיפה ערב")
    told = AuditEntry.objects.filter(action="lead.memory_edited").order_by("id")
    me = own.json()["author"]["user_id"]
    assert [(each.actor_user_id, each.data) for each in told] == [
        (me, {"entry": entry.pk, "author": DANA.user_id}),
        (me, {"entry": learnt.pk, "author": None}),
    ]
    assert me not in (None, DANA.user_id)


def test_nobody_else_reaches_it(other_api, anonymous, path, lead):
    entry = fact(lead)
    assert other_api.get(path).status_code == 404
    assert other_api.delete(f"{path}{entry.pk}/").status_code == 404
    assert anonymous.get(path).status_code == 401
    assert MemoryEntry.objects.get() == entry
