"""Trying out a draft against the stand-in for OpenAI: what is seen, what stays, and which tests broke."""

from datetime import timedelta

import pytest

from apps.assistant.models import FaqEntry, GuardHit, PromptTest, PromptTestRun, ToolRun
from apps.assistant.prompting.services import prompt_draft_save
from apps.assistant.trying import services
from apps.assistant.trying.services import prompt_test_run
from apps.audit.actors import SYSTEM
from apps.core import clock
from apps.crm.models import Lead
from apps.scheduling.models import Appointment
from apps.simulator.dialogue.habits import Habit
from apps.simulator.openai.pace import Pace
from apps.simulator.server import simulator_in_thread
from apps.tenants.context import in_tenant

TALK = "/api/v1/settings/prompts/talk/"
TESTS = "/api/v1/settings/prompts/tests/"
RUN = f"{TESTS}run/"
HELLO = "היי, אני רוצה לקבוע תור"


@pytest.fixture(scope="module")
def openai():
    with simulator_in_thread(pace=Pace()) as running:
        yield running


@pytest.fixture
def wired(settings, openai, business):
    openai.state.habits.ordered.clear()
    settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "simulator", openai.openai_base_url
    return openai


def talk(api, *texts, wording="live"):
    """Says one after the other, and returns the answers."""
    turns, answers = [], []
    for text in texts:
        turns.append({"author": "customer", "text": text})
        given = {"channel": "whatsapp", "wording": wording, "turns": turns}
        answer = api.post(TALK, given, format="json")
        assert answer.status_code == 200, answer.json()
        answers.append(answer.json())
        turns.append({"author": "assistant", "text": answers[-1]["text"], "tools": answers[-1]["tools"]})
    return answers


def save(api, *steps, name="תור", channel="whatsapp"):
    return api.post(TESTS, {"name": name, "channel": channel, "steps": list(steps)}, format="json")


def run(api, wording="live"):
    return api.post(RUN, {"channel": "whatsapp", "wording": wording}, format="json")


def saved_of(api):
    return api.get(TESTS, {"channel": "whatsapp"}).json()


def test_a_talk_shows_tools_and_cost_and_books_nothing(wired, api):
    leads = Lead.objects.count()

    answers = talk(api, HELLO, "קוראים לי דנה כהן", "מחר", "בתשע בבוקר", "כן")

    assert [[tool["name"] for tool in answer["tools"]] for answer in answers] == [
        [],
        ["save_lead"],
        ["check_availability"],
        ["hold_slot"],
        ["book_appointment"],
    ]
    assert answers[-1]["tools"][0]["ok"]
    assert all(answer["cost_micro_usd"] > 0 for answer in answers)
    assert all(answer["guards"] == [] and answer["faq_entry_id"] is None for answer in answers)
    assert (Lead.objects.count(), Appointment.objects.count(), ToolRun.objects.count()) == (leads, 0, 0)


def test_a_question_of_the_business_is_answered_by_its_words_and_no_model(wired, api):
    entry = FaqEntry.objects.create(question="יש לכם חניה?", answer="כן, מאחורי הבניין.")

    answer = talk(api, "יש לכם חניה?")[0]

    assert (answer["text"], answer["faq_entry_id"]) == ("כן, מאחורי הבניין.", entry.pk)
    assert (answer["faq_step"], answer["tools"], answer["cost_micro_usd"]) == ("exact", [], 0)


def test_a_draft_is_what_answers(wired, api):
    refused = api.post(
        TALK,
        {"channel": "whatsapp", "wording": "draft", "turns": [{"author": "customer", "text": HELLO}]},
        format="json",
    )
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "prompt_no_draft")
    prompt_draft_save(channel="whatsapp", text="רק לטיוטה.", actor=SYSTEM)

    wired.state.habits.add(Habit(where="רק לטיוטה", says="זו הטיוטה.", times=2))

    assert talk(api, HELLO, wording="draft")[0]["text"] == "זו הטיוטה."
    assert talk(api, HELLO)[0]["text"] != "זו הטיוטה."


def test_what_a_guard_stopped_is_seen(wired, api):
    wired.state.habits.add(Habit(says="קבעתי לך תור למחר בעשר."))

    answer = talk(api, HELLO)[0]

    assert "booking_claimed" in [hit["guard"] for hit in answer["guards"]]
    assert "קבעתי" not in answer["text"]
    assert GuardHit.objects.count() == Appointment.objects.count() == 0


@pytest.mark.parametrize(
    "turns",
    [
        [],
        [{"author": "assistant", "text": "שלום"}],
        [{"author": "customer", "text": ""}],
        [{"author": "customer", "text": "א" * 2001}],
        [{"author": "customer", "text": "א", "tools": [{"name": "x"}]}],
    ],
)
def test_a_talk_that_cannot_be_is_refused(wired, api, turns):
    given = {"channel": "phone", "wording": "live", "turns": turns}

    assert api.post(TALK, given, format="json").status_code == 400


def test_the_tests_say_which_broke_and_why(wired, api, jobs):
    save(api, {"says": HELLO, "expects": {"says": ["השם"], "never_calls": ["book_appointment"]}}, name="עובר")
    save(
        api,
        {"says": HELLO},
        {"says": "קוראים לי דנה כהן", "expects": {"says": ["אבטיח"], "calls": ["save_lead", "hold_slot"]}},
        name="נשבר",
    )
    prompt_draft_save(channel="whatsapp", text="טיוטה.", actor=SYSTEM)

    assert run(api, "draft").json() == {"tests": 2}
    assert [test["runs"][0]["state"] for test in saved_of(api)] == ["waiting", "waiting"]
    for row in PromptTestRun.objects.all():
        prompt_test_run(run_id=row.pk)

    passed, broke = saved_of(api)
    assert (passed["runs"][0]["state"], broke["runs"][0]["state"]) == ("passed", "broke")
    assert (passed["runs"][0]["revision"], passed["runs"][0]["wording"]) == (1, "draft")
    assert [step["broke"] for step in broke["runs"][0]["steps"]] == [
        [],
        [{"kind": "says", "wanted": "אבטיח"}, {"kind": "calls", "wanted": "hold_slot"}],
    ]
    assert broke["runs"][0]["cost_micro_usd"] > 0
    assert Appointment.objects.count() == 0


def test_a_run_that_was_told_twice_is_made_once(wired, api):
    save(api, {"says": HELLO})
    run(api)
    row = PromptTestRun.objects.get()
    prompt_test_run(run_id=row.pk)
    first = PromptTestRun.objects.get()
    with clock.frozen(clock.now() + timedelta(hours=1)):
        prompt_test_run(run_id=row.pk)

    assert PromptTestRun.objects.get().ended_at == first.ended_at


def test_tests_that_run_are_not_run_twice_at_once_and_lost_ones_may_be(wired, api):
    save(api, {"says": HELLO})
    assert run(api).status_code == 202

    again = run(api)
    assert (again.status_code, again.json()["error"]["code"]) == (409, "prompt_tests_running")
    with clock.frozen(clock.now() + timedelta(minutes=16)):
        assert saved_of(api)[0]["runs"][0]["state"] == "failed"
        assert run(api).status_code == 202


def test_a_model_that_does_not_answer_fails_the_test_and_breaks_nothing(wired, api, settings):
    settings.OPENAI_BASE_URL = "http://127.0.0.1:9/v1"
    save(api, {"says": HELLO})
    run(api)

    prompt_test_run(run_id=PromptTestRun.objects.get().pk)

    assert saved_of(api)[0]["runs"][0]["state"] == "failed"


def test_without_a_key_nobody_can_be_asked_and_that_is_said(wired, api, settings):
    settings.OPENAI_API_KEY = ""
    given = {"channel": "phone", "wording": "live", "turns": [{"author": "customer", "text": HELLO}]}

    refused = api.post(TALK, given, format="json")

    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "talk_unanswered")


def test_a_test_of_the_same_name_is_written_over_and_others_are_not(wired, api):
    save(api, {"says": "א"})
    run(api)
    save(api, {"says": "ב"})
    save(api, {"says": "ג"}, channel="phone")

    assert [step["says"] for step in saved_of(api)[0]["steps"]] == ["ב"]
    assert saved_of(api)[0]["runs"] == []
    assert PromptTest.objects.count() == 2


def test_so_many_tests_and_no_more(wired, api, monkeypatch):
    monkeypatch.setattr(services, "MOST_TESTS", 1)
    save(api, {"says": "א"})

    refused = save(api, {"says": "א"}, name="עוד")

    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "prompt_tests_full")


def test_admins_try_and_agents_do_not(wired, sign_in, business, other_business):
    admin, agent = sign_in(business, "admin"), sign_in(business, "agent")
    saved = save(admin, {"says": "א"}).json()["id"]

    assert agent.get(TESTS, {"channel": "whatsapp"}).status_code == 403
    assert [save(agent, {"says": "א"}).status_code, run(agent).status_code] == [403, 403]
    assert agent.delete(f"{TESTS}{saved}/").status_code == 403
    with in_tenant(other_business.schema_name):
        assert not PromptTest.objects.exists()
    assert admin.delete(f"{TESTS}{saved}/").status_code == 204
    assert not PromptTest.objects.exists()
