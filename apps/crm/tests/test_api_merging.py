from apps.accounts.testing import ARRIVAL_QUERIES
from apps.crm.models import Lead, LeadMerge
from apps.crm.services.duplicates import duplicate_suggest
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.people import lead_of


def code(answer):
    return answer.status_code, answer.json()["error"]["code"]


def test_two_leads_are_merged_and_taken_apart(api, sign_in, business):
    winner, loser = lead_of("0521234567")[0], LeadFactory.create(name="דנה")
    agent = sign_in(business, "agent")

    merged = agent.post(f"/api/v1/leads/{winner.pk}/merge/", {"loser_id": loser.pk}, format="json")

    assert merged.status_code == 200
    assert (merged.json()["lead"]["id"], merged.json()["lead"]["name"]) == (winner.pk, "דנה")
    assert api.get(f"/api/v1/leads/{loser.pk}/").json()["id"] == winner.pk
    listed = api.get(f"/api/v1/leads/{winner.pk}/merges/").json()
    assert [(row["id"], row["loser"]["name"]) for row in listed] == [(merged.json()["merge_id"], "דנה")]

    undo = f"/api/v1/merges/{merged.json()['merge_id']}/undo/"
    undone = agent.post(undo)

    assert (undone.json()["winner"]["name"], undone.json()["loser"]["name"]) == ("", "דנה")
    assert code(agent.post(undo)) == (409, "merge_undone")
    assert Lead.objects.filter(merged_into=None).count() == 2


def test_a_tag_from_before_a_merge_is_refused(api):
    winner, loser = LeadFactory.create_batch(2)
    tag = api.get(f"/api/v1/leads/{loser.pk}/").headers["ETag"]
    api.post(f"/api/v1/leads/{winner.pk}/merge/", {"loser_id": loser.pk}, format="json")

    late = api.patch(f"/api/v1/leads/{loser.pk}/", {"name": "ישן"}, format="json", headers={"if-match": tag})

    assert code(late) == (412, "lead_changed")
    assert late.json()["error"]["current"]["id"] == winner.pk
    assert not Lead.objects.filter(name="ישן").exists()


def test_what_cannot_be_merged_says_why(api):
    lead = LeadFactory.create()
    url = f"/api/v1/leads/{lead.pk}/merge/"

    assert code(api.post(url, {"loser_id": lead.pk}, format="json")) == (422, "merge_same_lead")
    assert code(api.post(url, {"loser_id": 999_999}, format="json")) == (404, "lead_not_found")
    assert code(api.post(url, {}, format="json")) == (400, "invalid")
    assert code(api.post("/api/v1/merges/999999/undo/")) == (404, "merge_not_found")
    assert LeadMerge.objects.count() == 0


def test_pairs_wait_for_an_answer(api, django_assert_num_queries):
    first, second, third = LeadFactory.create_batch(3)
    duplicate_suggest(lead_ids=(first.pk, second.pk), reason="phone")
    duplicate_suggest(lead_ids=(second.pk, third.pk), reason="email")

    with django_assert_num_queries(ARRIVAL_QUERIES + 1):
        pairs = api.get("/api/v1/duplicates/").json()["results"]
    assert [(pair["first"]["id"], pair["second"]["id"], pair["reason"]) for pair in pairs] == [
        (second.pk, third.pk, "email"),
        (first.pk, second.pk, "phone"),
    ]
    of_third = api.get(f"/api/v1/leads/{third.pk}/duplicates/").json()
    assert [pair["id"] for pair in of_third] == [pairs[0]["id"]]

    assert api.post(f"/api/v1/duplicates/{pairs[0]['id']}/dismiss/").status_code == 204
    assert api.get(f"/api/v1/leads/{third.pk}/duplicates/").json() == []
    assert code(api.post("/api/v1/duplicates/999999/dismiss/")) == (404, "suggestion_not_found")
