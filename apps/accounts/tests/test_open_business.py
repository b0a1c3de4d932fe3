from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from apps.accounts.management.commands import open_business
from apps.accounts.models import Membership
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.models import Business
from apps.tenants.selectors import business_by_number


def open_cafe(
    monkeypatch: pytest.MonkeyPatch, *, password: str, slug: str = "cafe-yam", phone: str = "+97231111111"
) -> str:
    monkeypatch.setattr(open_business, "getpass", lambda _: password)
    said = StringIO()
    with in_tenant(PUBLIC_SCHEMA):
        call_command(
            "open_business",
            slug,
            "--name=קפה ים",
            "--owner-email=yael@example.test",
            "--owner-name=יעל",
            f"--phone={phone}",
            stdout=said,
        )
    return said.getvalue()


def test_a_business_is_opened_from_the_command_line(
    tenants_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert open_cafe(monkeypatch, password="correct horse battery") == "cafe-yam: cafe-yam.testserver\n"

    business = Business.objects.get(slug="cafe-yam")
    assert business_by_number(e164="+97231111111") == business
    assert Membership.objects.get(business=business).user.check_password("correct horse battery")


@pytest.mark.parametrize(("password", "slug"), [("short", "cafe-yam"), ("correct horse battery", "halutz")])
def test_a_weak_password_or_a_taken_address_opens_nothing(
    business: Business, monkeypatch: pytest.MonkeyPatch, password: str, slug: str
) -> None:
    with pytest.raises(CommandError):
        open_cafe(monkeypatch, password=password, slug=slug)

    assert Business.objects.count() == 2
    assert not Membership.objects.exists()


def test_a_number_is_taken_as_people_write_it(tenants_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    open_cafe(monkeypatch, password="correct horse battery", phone="03-111-1111")

    assert business_by_number(e164="+97231111111") == Business.objects.get(slug="cafe-yam")


def test_a_number_that_is_none_opens_nothing(business: Business, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="זה לא מספר טלפון"):
        open_cafe(monkeypatch, password="correct horse battery", phone="03-763 abc")

    assert Business.objects.count() == 2
    assert not Membership.objects.exists()
