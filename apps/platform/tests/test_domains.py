"""A business's own host name: added and taken away by the platform, at the business's page."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from apps.accounts.models import User
from apps.audit.actors import SYSTEM
from apps.audit.platform.models import PlatformAuditEntry
from apps.platform.services import domain_add
from apps.tenants.hosts import business_url
from apps.tenants.models import Business, Domain


@pytest.fixture
def house(admin: User) -> Client:
    client = Client(headers={"host": "testserver"})
    client.force_login(admin)
    return client


def saved(house: Client, business: Business, added: str = "", removed: Domain | None = None) -> str:
    """The page after it was sent with one more name, or with one of its own marked to be taken away."""
    own = list(business.domains.all())
    rows: dict[str, object] = {
        **{f"domains-{at}-id": domain.pk for at, domain in enumerate(own)},
        **{f"domains-{at}-tenant": business.pk for at in range(len(own) + 1)},
        **{f"domains-{own.index(domain)}-DELETE": "on" for domain in own if domain == removed},
        f"domains-{len(own)}-domain": added,
    }
    counts = {"domains-TOTAL_FORMS": len(own) + bool(added), "domains-INITIAL_FORMS": len(own)}
    numbers = {"phone_numbers-TOTAL_FORMS": 0, "phone_numbers-INITIAL_FORMS": 0}
    of_business = {"name": business.name, "timezone": business.timezone, "language": business.language}
    address = f"/admin/tenants/business/{business.pk}/change/"
    return house.post(address, {**rows, **counts, **numbers, **of_business}, follow=True).content.decode()


def names(business: Business) -> list[str]:
    return [domain.domain for domain in business.domains.all()]


def journal() -> list[tuple[str, str, dict[str, str]]]:
    entries = PlatformAuditEntry.objects.filter(target_kind="domain").order_by("pk")
    return list(entries.values_list("action", "business_name", "data"))


def test_a_business_answers_at_a_name_of_its_own(
    house: Client, business: Business, other_business: Business
) -> None:
    saved(house, business, added=" Studio.Example.COM. ")

    assert names(business) == ["halutz.testserver", "studio.example.com"]
    assert names(other_business) == ["shaked.testserver"]
    assert business_url(business=business, path="/") == "https://halutz.testserver/"
    assert journal() == [("domain.added", business.name, {"domain": "studio.example.com"})]
    at_its_own = Client(headers={"host": "studio.example.com"}).get("/api/v1/me")
    assert at_its_own.json()["error"]["code"] == "not_authenticated"


def test_a_name_is_taken_away_and_nobody_answers_there(house: Client, business: Business) -> None:
    domain = domain_add(business=business, name="studio.example.com", actor=SYSTEM)
    saved(house, business, removed=domain)

    assert names(business) == ["halutz.testserver"]
    assert journal()[1:] == [("domain.removed", business.name, {"domain": "studio.example.com"})]
    assert Client(headers={"host": "studio.example.com"}).get("/api/v1/me").status_code == 404


def test_the_name_a_business_was_opened_with_stays(house: Client, business: Business) -> None:
    page = saved(house, business, removed=business.domains.get())

    assert "זה שם המתחם שבו נפתח העסק" in page
    assert names(business) == ["halutz.testserver"]
    assert journal() == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("two words", "יש להזין שם מתחם חוקי"),
        ("https://studio.example.com/", "יש להזין שם מתחם חוקי"),
        ("10.0.0.12", "יש להזין שם מתחם חוקי"),
        ("localhost", "יש להזין שם מתחם חוקי"),
        ("shaked.testserver", "הכתובת הזו שמורה למערכת"),
        ("www.rimon.testserver", "הכתובת הזו שמורה למערכת"),
        ("Taken.example.com", "כבר יש שם מתחם עם הערך הזה"),
    ],
)
def test_a_name_that_cannot_be_its_own_is_refused_in_the_form(
    house: Client, business: Business, other_business: Business, name: str, said: str
) -> None:
    domain_add(business=other_business, name="taken.example.com", actor=SYSTEM)
    page = saved(house, business, added=name)

    assert said in page
    assert names(business) == ["halutz.testserver"]
    assert len(journal()) == 1


def test_the_platforms_own_hosts_are_nobodys(business: Business, other_business: Business, settings) -> None:
    """Wherever they lie."""
    settings.PUBLIC_HOSTS = ["app.elsewhere.example"]

    with pytest.raises(ValidationError, match="שמורה למערכת"):
        domain_add(business=business, name="App.Elsewhere.example.", actor=SYSTEM)

    assert names(business) == ["halutz.testserver"]
