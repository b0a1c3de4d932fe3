"""After signing in one goes on within the administration, or nowhere."""

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.platform.tests.people import system_admin
from apps.tenants.models import Business


@pytest.mark.parametrize("written", ["/%09/evil.test", "/%0A/evil.test", "/%0d/evil.test", "%01//evil.test"])
def test_an_address_with_control_characters_leads_nowhere(business: Business, written: str) -> None:
    for client in (system_admin(), Client()):
        answer = client.get(f"/admin/login/?next={written}")

        assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/login/")


def test_our_own_page_is_gone_to(business: Business) -> None:
    User.objects.create_superuser("system@example.test", "Zq8!long-enough")
    given = {"username": "system@example.test", "password": "Zq8!long-enough"}

    answer = Client().post("/admin/login/", {**given, "next": "/admin/tenants/business/"})

    assert answer.headers["Location"] == "/admin/tenants/business/"
