import pytest
from rest_framework.test import APIClient

from apps.assistant.models import AssistantProfile, PromptVersion
from apps.assistant.selectors import assistant_snapshot_get
from apps.core import clock

PROMPTS = "/api/v1/settings/prompts/"
DRAFT, PUBLISH, VERSIONS = f"{PROMPTS}draft/", f"{PROMPTS}publish/", f"{PROMPTS}versions/"
ASSISTANT = "/api/v1/settings/assistant/"
TEXT = "ב{business} תספורת עולה תשעים.\nסגורים בשבת."


def save(api, text=TEXT, channel="phone", **more):
    return api.put(DRAFT, {"channel": channel, "text": text, **more}, format="json")


def publish(api, channel="phone", **more):
    return api.post(PUBLISH, {"channel": channel, **more}, format="json")


def channels(api):
    return {each["channel"]: each for each in api.get(PROMPTS).json()}


def history(api, channel="phone"):
    return api.get(VERSIONS, {"channel": channel}).json()["results"]


def test_a_text_is_drafted_published_and_spoken(api, business):
    drafted = save(api, comment="מחיר").json()
    assert (drafted["state"], drafted["version"], drafted["revision"]) == ("draft", None, 1)
    assert channels(api)["phone"]["draft"]["text"] == TEXT

    live = publish(api).json()

    assert (live["state"], live["version"], live["comment"]) == ("live", 2, "מחיר")
    assert live["author"]["name"]
    assert channels(api)["phone"]["draft"] is None
    spoken = assistant_snapshot_get(channel="phone", lead_id=None, now=clock.now())
    assert "<business>\nבמספרת חלוץ תספורת עולה תשעים.\nסגורים בשבת.\n</business>" in spoken.instructions


def test_what_is_written_may_begin_and_end_with_blanks(api):
    assert save(api, text="  א\n\n").json()["text"] == "  א\n\n"


def test_the_overview_says_how_much_may_be_written_and_what_the_whole_takes(api, business):
    save(api)
    found = channels(api)["phone"]

    parts = found["size"]
    whole = assistant_snapshot_get(channel="phone", lead_id=None, now=clock.now(), prompt_text=TEXT)
    assert found["longest"] == 8_000
    assert found["places"] == ["business", "assistant", "services"]
    assert sorted(parts) == ["business", "calendar", "diary", "faq", "platform"]
    assert sum(parts.values()) + 2 * (len(parts) - 1) == len(whole.instructions)
    assert found["faq_left_out"] == 0
    assert channels(api)["whatsapp"]["longest"] == 20_000


def test_the_history_shows_who_published_what_and_how_it_differs(api):
    save(api, text="א\nב")
    publish(api, comment="ראשון")
    save(api, text="א\nג")
    latest = publish(api).json()

    assert [(row["version"], row["state"], row["comment"]) for row in history(api)] == [
        (3, "live", ""),
        (2, "past", "ראשון"),
        (1, "past", ""),
    ]
    assert "text" not in history(api)[0]
    assert history(api)[2]["author"] == {"user_id": None, "name": ""}
    compared = api.get(f"{VERSIONS}{latest['id']}/diff/").json()
    assert compared["base"]["version"] == 2
    assert [(line["kind"], line["text"]) for line in compared["lines"]] == [
        ("same", "א"),
        ("removed", "ב"),
        ("added", "ג"),
    ]


def test_an_old_version_is_compared_with_what_is_live_and_brought_back(api):
    first = history(api)[0]["id"]
    save(api, text="שני")
    publish(api)

    compared = api.get(f"{VERSIONS}{first}/diff/", {"against": "live"}).json()
    assert compared["base"]["version"] == 2
    assert ("removed", "שני") in [(line["kind"], line["text"]) for line in compared["lines"]]
    again = api.post(f"{VERSIONS}{first}/rollback/").json()

    assert (again["version"], again["restored_from"], again["state"]) == (3, 1, "live")
    assert again["text"] == api.get(f"{VERSIONS}{first}/").json()["text"]


def test_the_first_version_is_compared_with_nothing(api):
    first = history(api)[0]["id"]

    compared = api.get(f"{VERSIONS}{first}/diff/").json()

    assert compared["base"] is None
    assert {line["kind"] for line in compared["lines"]} == {"added"}


@pytest.mark.parametrize(
    ("text", "code"),
    [("{buisness}", "placeholder_wrong"), ("א" * 8_001, "prompt_too_long"), (" \n ", "prompt_empty")],
)
def test_what_cannot_be_said_is_refused_by_its_name_in_both_languages(api, text, code):
    refused = save(api, text=text)
    english = api.put(
        DRAFT, {"channel": "phone", "text": text}, format="json", headers={"accept-language": "en"}
    )

    assert (refused.status_code, refused.json()["error"]["code"]) == (422, code)
    assert refused.json()["error"]["message"] != english.json()["error"]["message"]
    assert channels(api)["phone"]["draft"] is None


def test_a_draft_saved_meanwhile_is_not_written_over(api):
    save(api)

    by_body, by_header = (
        save(api, text="אחר", revision=0),
        api.put(DRAFT, {"channel": "phone", "text": "אחר"}, format="json", headers={"if-match": 'W/"9"'}),
    )

    assert [answer.status_code for answer in (by_body, by_header)] == [412, 412]
    assert channels(api)["phone"]["draft"]["text"] == TEXT


def test_a_draft_is_thrown_away_once(api):
    save(api)

    assert api.delete(f"{DRAFT}?channel=phone&revision=7").status_code == 412
    assert api.delete(f"{DRAFT}?channel=phone").status_code == 204
    gone = api.delete(f"{DRAFT}?channel=phone")
    assert (gone.status_code, gone.json()["error"]["code"]) == (409, "prompt_no_draft")
    assert publish(api).status_code == 409


def test_admins_manage_prompts_and_agents_do_not_see_them(sign_in, business):
    admin, agent = sign_in(business, "admin"), sign_in(business, "agent")

    assert save(admin).status_code == 200
    assert publish(admin).status_code == 200
    assert [agent.get(url).status_code for url in (PROMPTS, ASSISTANT)] == [403, 403]
    assert [save(agent).status_code, publish(agent).status_code] == [403, 403]
    assert agent.patch(ASSISTANT, {"name": "דנה"}, format="json").status_code == 403
    assert AssistantProfile.objects.get().name == "נועם"


def test_a_version_of_the_other_business_is_not_there(api: APIClient, other_api: APIClient):
    save(other_api, text="שלהם")
    theirs = publish(other_api).json()["id"]
    PromptVersion.objects.filter(pk=theirs).delete()

    for answer in (
        api.get(f"{VERSIONS}{theirs}/"),
        api.get(f"{VERSIONS}{theirs}/diff/"),
        api.post(f"{VERSIONS}{theirs}/rollback/"),
    ):
        assert answer.status_code == 404


def test_who_answers_is_read_and_changed(api):
    read = api.get(ASSISTANT).json()
    assert (read["name"], read["gender"], read["voice"], read["version"]) == ("נועם", "masculine", "cedar", 1)

    changed = api.patch(ASSISTANT, {"gender": "feminine", "voice": "marin"}, format="json").json()

    assert (changed["gender"], changed["voice"], changed["version"]) == ("feminine", "marin", 2)
    assert "מדברת" in changed["greeting"]
    assert (
        "in the feminine only"
        in assistant_snapshot_get(channel="phone", lead_id=None, now=clock.now()).instructions
    )


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"voice": "robot"}, 400),
        ({"gender": "neuter"}, 400),
        ({"name": "א\nב"}, 400),
        ({"name": ""}, 400),
        ({"greeting": "{x}"}, 422),
        ({"name": "עידו", "version": 9}, 412),
        ({"prompt": "x"}, 400),
    ],
)
def test_what_nobody_can_be_changes_nothing(api, change, status):
    assert api.patch(ASSISTANT, change, format="json").status_code == status
    assert AssistantProfile.objects.get().version == 1
