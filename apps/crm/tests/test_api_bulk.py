import pytest

from apps.audit.models import AuditEntry
from apps.crm.models import Lead, LeadStatus
from apps.crm.tests.factories import LeadFactory
from apps.tenants.context import in_tenant

URL = "/api/v1/leads/bulk/"


def bulk(client, ids, **change):
    return client.post(URL, {"ids": ids, "change": change}, format="json")


def results(answer):
    return [(row["id"], row["ok"], row.get("error", {}).get("code")) for row in answer.json()["results"]]


def test_each_lead_is_changed_or_refused_by_itself(api, other_business):
    won = LeadStatus.objects.get(kind="won")
    leads = LeadFactory.create_batch(3)
    with in_tenant(other_business.schema_name):
        theirs = LeadFactory.create(id=900_001)

    answer = bulk(api, [leads[0].pk, theirs.pk, leads[1].pk, leads[0].pk], status=won.pk)

    assert results(answer) == [
        (leads[0].pk, True, None),
        (theirs.pk, False, "lead_not_found"),
        (leads[1].pk, True, None),
    ]
    assert answer.json()["results"][1]["error"]["message"] == "לא נמצא."
    assert Lead.objects.filter(status=won).count() == 2
    assert AuditEntry.objects.filter(action="lead.updated").count() == 2
    with in_tenant(other_business.schema_name):
        assert Lead.objects.get(pk=theirs.pk).status.is_default


def test_an_owner_is_given_and_taken(api):
    leads = LeadFactory.create_batch(2)
    ids, owner = [lead.pk for lead in leads], api.membership.user_id

    assert results(bulk(api, ids, owner_id=owner)) == [(pk, True, None) for pk in ids]
    assert set(Lead.objects.values_list("owner_id", flat=True)) == {owner}
    bulk(api, ids, owner_id=None)
    assert set(Lead.objects.values_list("owner_id", flat=True)) == {None}


def test_tags_are_added_and_taken_and_the_others_stay(api):
    lead, full = LeadFactory.create(tags=["VIP"]), LeadFactory.create(tags=[str(n) for n in range(20)])

    assert results(bulk(api, [lead.pk, full.pk], add_tags=["אתר", "VIP"])) == [
        (lead.pk, True, None),
        (full.pk, False, "tags_invalid"),
    ]
    bulk(api, [lead.pk], remove_tags=["VIP"])

    assert Lead.objects.get(pk=lead.pk).tags == ["אתר"]


def test_only_those_who_may_delete_do(api, sign_in, business):
    leads = LeadFactory.create_batch(2)
    ids = [lead.pk for lead in leads]

    assert bulk(sign_in(business, "agent"), ids, delete=True).status_code == 403
    assert Lead.objects.count() == 2
    assert results(bulk(api, [*ids, 999_999], delete=True)) == [
        (ids[0], True, None),
        (ids[1], True, None),
        (999_999, False, "lead_not_found"),
    ]
    assert Lead.objects.count() == 0


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"ids": [], "change": {"status": 1}}, 400, "invalid"),
        ({"ids": list(range(1, 502)), "change": {"status": 1}}, 400, "invalid"),
        ({"ids": [1], "change": {}}, 422, "bulk_change_invalid"),
        ({"ids": [1], "change": {"status": 1, "owner_id": None}}, 422, "bulk_change_invalid"),
        ({"ids": [1], "change": {"delete": False}}, 422, "bulk_change_invalid"),
        ({"ids": [1], "change": {"status": 999_999}}, 422, "status_unknown"),
        ({"ids": [1], "change": {"owner_id": 999_999}}, 422, "member_unknown"),
        ({"ids": [10**30], "change": {"status": 1}}, 400, "invalid"),
        ({"ids": "all", "change": {"status": 1}}, 400, "invalid"),
    ],
)
def test_a_change_that_cannot_be_is_refused_before_any_lead(api, body, status, code):
    answer = api.post(URL, body, format="json")

    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert AuditEntry.objects.count() == 0
