"""What belongs to one business, asked for at the other."""

import pytest
from rest_framework.test import APIClient

from apps.audit.actors import SYSTEM
from apps.crm.models import Lead
from apps.crm.services.capture import lead_capture
from apps.tenants.context import in_tenant
from apps.tenants.models import Business


@pytest.fixture
def their_lead(business: Business, other_business: Business) -> int:
    """A lead of the other business whose id no lead of ours has."""
    with in_tenant(other_business.schema_name):
        for number in range(3):
            captured = lead_capture(
                source="phone", identities=[("phone", f"+97252000000{number}")], actor=SYSTEM
            )
    return captured.lead.pk


def test_an_id_of_the_other_business_is_not_found(
    api: APIClient, other_api: APIClient, their_lead: int, other_business: Business
) -> None:
    url = f"/api/v1/leads/{their_lead}/"

    assert other_api.get(url).status_code == 200
    assert api.get(url).status_code == 404
    assert api.patch(url, {"name": "נלקח"}, format="json").status_code == 404
    with in_tenant(other_business.schema_name):
        assert Lead.objects.get(pk=their_lead).name == ""


def test_lists_hold_only_ones_own(api: APIClient, other_api: APIClient, their_lead: int) -> None:
    assert api.get("/api/v1/leads/").json()["results"] == []
    assert len(other_api.get("/api/v1/leads/").json()["results"]) == 3


def test_a_token_opens_only_its_own_host(api: APIClient, their_lead: int) -> None:
    response = api.get(f"/api/v1/leads/{their_lead}/", headers={"host": "shaked.testserver"})

    assert (response.status_code, response.json()["error"]["code"]) == (401, "not_authenticated")
