"""Every list that is read by pages, as the API's description names them."""

from typing import Any

import pytest
import yaml
from django.conf import settings
from rest_framework.test import APIClient

from apps.crm.selectors.statuses import statuses_list
from apps.crm.tests.factories import LeadFactory
from apps.tenants.models import Business

PATHS: dict[str, Any] = yaml.safe_load((settings.BASE_DIR / "docs/api/openapi.yaml").read_text())["paths"]
LISTS = {
    path: operations["get"]
    for path, operations in PATHS.items()
    if any(each["name"] == "cursor" for each in operations.get("get", {}).get("parameters", []))
}


def required_by(operation: dict[str, Any]) -> dict[str, str]:
    """The parameters without which the list is not read, each with the first value it takes."""
    query = [each for each in operation["parameters"] if each["in"] == "query" and each.get("required")]
    return {each["name"]: each["schema"]["enum"][0] for each in query}


@pytest.mark.parametrize("path", LISTS)
def test_a_cursor_that_nobody_was_given_is_refused_by_its_name(
    api: APIClient, business: Business, path: str
) -> None:
    status = statuses_list()[0]
    url = path.format(lead_id=LeadFactory.create().pk, lead_status_id=status.pk)

    asked = {**required_by(LISTS[path]), "cursor": "not-a-cursor"}

    answer = api.get(url, asked, headers={"accept-language": "en"})

    message = "This place in the list is not known. Load the list from its beginning."
    assert answer.status_code == 400
    assert answer.json() == {
        "error": {"code": "cursor_invalid", "message": message, "fields": {"cursor": [message]}}
    }
    assert "400" in LISTS[path]["responses"]
