from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from apps.accounts.models import Membership, User
from apps.audit.models import AuditEntry
from apps.audit.tests.factories import entry_make
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.models import Business
from apps.tenants.selectors import business_by_host, business_by_number


def seed() -> None:
    call_command("seed_demo", stdout=StringIO())


@pytest.fixture
def _public(tenants_db: None):
    with in_tenant(PUBLIC_SCHEMA):
        yield


@pytest.mark.usefixtures("_public")
def test_the_demo_has_an_address_a_number_and_somebody_of_each_role() -> None:
    seed()

    demo = Business.objects.get(slug="demo")
    assert demo.status == Business.Status.ACTIVE
    assert business_by_number(e164="+97237630000") == demo
    assert business_by_host(host="demo.testserver") == demo
    assert dict(Membership.objects.filter(business=demo).values_list("user__email", "role")) == {
        "owner@demo.test": "owner",
        "admin@demo.test": "admin",
        "agent@demo.test": "agent",
    }
    system = User.objects.get(email="system@prosaas.test")
    assert (system.is_staff, system.is_superuser, system.memberships.count()) == (True, True, 0)


@pytest.mark.usefixtures("_public")
def test_seeding_again_keeps_data_and_sets_the_password(settings) -> None:
    seed()
    with in_tenant("b_demo"):
        entry_make()
    Business.objects.filter(slug="demo").update(name="שם אחר")
    settings.DEMO_PASSWORD = "another password"

    seed()

    assert Business.objects.get(slug="demo").name == "שם אחר"
    assert User.objects.get(email="owner@demo.test").check_password("another password")
    assert Membership.objects.filter(business__slug="demo").count() == 3
    with in_tenant("b_demo"):
        assert AuditEntry.objects.count() == 1


@pytest.mark.usefixtures("_public")
def test_without_a_password_there_is_no_demo(settings) -> None:
    settings.DEMO_PASSWORD = ""

    with pytest.raises(CommandError, match="DEMO_PASSWORD"):
        seed()

    assert not Business.objects.filter(slug="demo").exists()
    assert not User.objects.exists()
