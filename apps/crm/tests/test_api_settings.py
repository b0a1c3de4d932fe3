"""Statuses and the business's own fields: everybody reads them, those who lead change them."""

import pytest

from apps.crm.models import CustomField, LeadStatus
from apps.crm.tests.factories import LeadFactory

STATUSES = "/api/v1/leads/statuses/"
FIELDS = "/api/v1/leads/fields/"


def code(answer):
    return answer.status_code, answer.json()["error"]["code"]


def test_a_status_lives_and_goes(api):
    made = api.post(STATUSES, {"label": "בהמתנה", "colour": "#0d9488", "stale_after_days": 5}, format="json")
    assert made.status_code == 201
    status = made.json()
    assert status == {
        "id": status["id"],
        "label": "בהמתנה",
        "colour": "#0d9488",
        "kind": "open",
        "order": 7,
        "is_default": False,
        "stale_after_days": 5,
    }
    url = f"{STATUSES}{status['id']}/"
    assert api.patch(url, {"stale_after_days": None}, format="json").json()["stale_after_days"] is None
    lead = LeadFactory.create(status_id=status["id"])

    assert code(api.delete(url)) == (409, "status_has_leads")
    assert code(api.delete(f"{url}?move_to=999999")) == (422, "status_unknown")
    kept = LeadStatus.objects.get(is_default=True)
    assert api.delete(f"{url}?move_to={kept.pk}").status_code == 204

    lead.refresh_from_db()
    assert lead.status_id == kept.pk
    assert len(api.get(STATUSES).json()) == 7


def test_the_order_is_given_as_a_whole(api):
    ids = [status["id"] for status in reversed(api.get(STATUSES).json())]

    answer = api.post(f"{STATUSES}reorder/", {"status_ids": ids}, format="json")

    assert [status["id"] for status in answer.json()] == ids
    short = api.post(f"{STATUSES}reorder/", {"status_ids": ids[1:]}, format="json")
    assert code(short) == (422, "status_order_incomplete")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"label": "חדש", "colour": "#0d9488"}, (409, "status_label_taken")),
        ({"label": "x", "colour": "red"}, (400, "invalid")),
        ({"label": "x", "colour": "#0d9488", "kind": "maybe"}, (400, "invalid")),
        ({"label": "x", "colour": "#0d9488", "stale_after_days": 0}, (400, "invalid")),
        ({"colour": "#0d9488"}, (400, "invalid")),
    ],
)
def test_a_status_that_cannot_be_is_not_made(api, given, expected):
    assert code(api.post(STATUSES, given, format="json")) == expected
    assert LeadStatus.objects.count() == 7


def test_the_default_moves_and_is_never_without_a_place(api):
    first, second = LeadStatus.objects.order_by("order")[:2]

    assert code(api.patch(f"{STATUSES}{first.pk}/", {"is_default": False}, format="json")) == (
        409,
        "status_is_default",
    )
    assert api.patch(f"{STATUSES}{second.pk}/", {"is_default": True}, format="json").status_code == 200

    lead = api.post("/api/v1/leads/", {"name": "דנה"}, format="json").json()
    assert lead["status"]["id"] == second.pk


def test_a_field_lives_and_goes(api):
    made = api.post(
        FIELDS, {"key": "size", "label": "גודל", "kind": "choice", "choices": ["קטן", "גדול"]}, format="json"
    )
    assert made.status_code == 201
    url = f"{FIELDS}{made.json()['id']}/"
    assert api.get(url).json() == made.json()
    lead = api.post("/api/v1/leads/", {"name": "דנה", "custom": {"size": "קטן"}}, format="json").json()

    archived = api.patch(url, {"is_archived": True, "label": "מידה"}, format="json").json()
    assert (archived["is_archived"], archived["label"], archived["key"]) == (True, "מידה", "size")
    assert api.get(f"/api/v1/leads/{lead['id']}/").json()["custom"] == {"size": "קטן"}

    refused = api.delete(url)
    assert code(refused) == (409, "custom_field_has_values")
    assert refused.json()["error"]["leads"] == 1
    assert code(api.delete(f"{url}?with_values=maybe")) == (400, "invalid")
    assert api.get(url).status_code == 200

    assert api.delete(f"{url}?with_values=true").status_code == 204
    assert api.get(f"/api/v1/leads/{lead['id']}/").json()["custom"] == {}
    assert api.get(FIELDS).json() == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"key": "Size", "label": "x", "kind": "text"}, (400, "invalid")),
        ({"key": "size", "label": "x", "kind": "colour"}, (400, "invalid")),
        ({"key": "size", "label": "x", "kind": "choice"}, (422, "custom_choices_invalid")),
        ({"key": "taken", "label": "x", "kind": "text"}, (409, "custom_field_taken")),
    ],
)
def test_a_field_that_cannot_be_is_not_made(api, given, expected):
    api.post(FIELDS, {"key": "taken", "label": "תפוס", "kind": "text"}, format="json")

    assert code(api.post(FIELDS, given, format="json")) == expected
    assert CustomField.objects.count() == 1


def test_an_agent_reads_and_does_not_change(sign_in, business):
    agent = sign_in(business, "agent")
    status = LeadStatus.objects.get(is_default=True)

    assert agent.get(STATUSES).status_code == agent.get(FIELDS).status_code == 200
    assert agent.post(STATUSES, {"label": "x", "colour": "#0d9488"}, format="json").status_code == 403
    assert agent.patch(f"{STATUSES}{status.pk}/", {"label": "x"}, format="json").status_code == 403
    assert agent.delete(f"{STATUSES}{status.pk}/").status_code == 403
    assert agent.post(FIELDS, {"key": "a", "label": "x", "kind": "text"}, format="json").status_code == 403
    assert LeadStatus.objects.get(pk=status.pk).label == "חדש"


def test_taking_a_choice_out_says_whose_it_is_and_asks_what_they_get(api, other_api, business):
    given = {"key": "size", "label": "גודל", "kind": "choice", "choices": ["קטן", "גדול"]}
    url = f"{FIELDS}{api.post(FIELDS, given, format='json').json()['id']}/"
    lead = api.post("/api/v1/leads/", {"name": "דנה", "custom": {"size": "קטן"}}, format="json").json()

    refused = api.patch(url, {"choices": ["גדול"]}, format="json")

    error = refused.json()["error"]
    assert (refused.status_code, error["code"], error["leads"]) == (409, "custom_choices_in_use", 1)
    assert error["choices"] == [{"choice": "קטן", "leads": 1}]
    assert other_api.patch(url, {"choices": ["גדול"]}, format="json").status_code == 404
    wrong = api.patch(url, {"choices": ["גדול"], "replacements": {"גדול": None}}, format="json")
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (422, "custom_replacement_invalid")
    done = api.patch(url, {"choices": ["גדול"], "replacements": {"קטן": "גדול"}}, format="json")
    assert (done.status_code, done.json()["choices"]) == (200, ["גדול"])
    assert api.get(f"/api/v1/leads/{lead['id']}/").json()["custom"] == {"size": "גדול"}
