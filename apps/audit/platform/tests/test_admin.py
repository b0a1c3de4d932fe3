import pytest
from django.test import Client

from apps.accounts.models import User
from apps.accounts.testing import user_make
from apps.audit.actors import SYSTEM, Actor, ActorKind
from apps.audit.platform.models import PlatformAuditEntry
from apps.audit.platform.services import platform_audit_record
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.models import Business

LIST = "/admin/audit_platform/platformauditentry/"


@pytest.fixture
def system_admin(business: Business) -> User:
    return User.objects.create_superuser("system@example.test", "x", full_name="מנהלת המערכת")


@pytest.fixture
def client(system_admin: User) -> Client:
    client = Client(headers={"host": "testserver"})
    client.force_login(system_admin)
    return client


def test_the_journal_shows_who_did_what_to_which_business(
    client: Client, system_admin: User, business: Business, other_business: Business
) -> None:
    person = Actor(kind=ActorKind.USER, user_id=system_admin.pk)
    for actor, subject in ((person, business), (SYSTEM, other_business)):
        platform_audit_record(
            actor=actor,
            action="business.suspended",
            business=subject,
            target_kind="business",
            target_id=subject.pk,
        )

    with in_tenant(PUBLIC_SCHEMA):
        page = client.get(LIST).content.decode()
        found = client.get(LIST, {"q": "שקד"}).content.decode()

    assert "העסק הושהה" in page
    assert page.count("מנהלת המערכת") >= 1
    assert "מספרת חלוץ" in page
    assert "מוסך שקד" in found
    assert "מספרת חלוץ" not in found


def test_the_list_costs_the_same_whatever_its_size(
    client: Client, business: Business, django_assert_max_num_queries
) -> None:
    for _ in range(20):
        actor = Actor(kind=ActorKind.USER, user_id=user_make().pk)
        platform_audit_record(actor=actor, action="business.opened", target_kind="business", target_id=1)

    with django_assert_max_num_queries(15), in_tenant(PUBLIC_SCHEMA):
        assert client.get(LIST).status_code == 200


def test_the_journal_cannot_be_written_by_hand(client: Client, business: Business) -> None:
    entry = platform_audit_record(actor=SYSTEM, action="business.opened", target_kind="business", target_id=1)

    with in_tenant(PUBLIC_SCHEMA):
        assert client.get(LIST + "add/").status_code == 403
        assert client.post(f"{LIST}{entry.pk}/change/", {"action": "x"}).status_code == 403
        assert client.post(f"{LIST}{entry.pk}/delete/", {"post": "yes"}).status_code == 403
        assert PlatformAuditEntry.objects.get().action == "business.opened"
