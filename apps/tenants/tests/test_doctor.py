from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.doctor import examine
from apps.tenants.models import Business


def ill() -> dict[str, str]:
    return {finding.question: finding.answer for finding in examine() if not finding.is_well}


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def _public(business: Business):
    with in_tenant(PUBLIC_SCHEMA):
        yield


@pytest.mark.usefixtures("_public")
def test_a_good_installation_is_well() -> None:
    said = StringIO()
    call_command("doctor", stdout=said)

    assert "✓ Hebrew in trigrams" in said.getvalue()
    assert "✗" not in said.getvalue()


@pytest.mark.usefixtures("_public")
def test_trigrams_see_hebrew() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT similarity('חניה', 'בחניה')")
        assert cursor.fetchone()[0] > 0


@pytest.mark.usefixtures("_public")
def test_an_extension_outside_public_is_found() -> None:
    run("ALTER EXTENSION pg_trgm SET SCHEMA b_shaked")

    found = ill()
    assert found["extensions"] == "not in public: pg_trgm"
    assert found["Hebrew in trigrams"] == "function similarity(unknown, unknown) does not exist"
    with pytest.raises(CommandError, match="not well"):
        call_command("doctor", stdout=StringIO())


@pytest.mark.usefixtures("_public")
def test_a_journal_that_can_be_changed_is_found() -> None:
    run("ALTER TABLE b_shaked.audit_auditentry DISABLE TRIGGER audit_append_only")
    run("DROP TRIGGER audit_append_only ON audit_platform_platformauditentry")
    # As a restored copy may leave it: it no longer holds in every session.
    run("ALTER TABLE b_halutz.audit_auditentry ENABLE TRIGGER audit_append_only")

    assert ill()["journals that can be changed"] == "b_halutz, b_shaked, public"


@pytest.mark.usefixtures("_public")
def test_a_lost_constraint_against_double_booking_is_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass, conname FROM pg_constraint"
            " WHERE contype = 'x' AND connamespace = 'b_shaked'::regnamespace"
        )
        table, name = cursor.fetchone()
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')

    assert ill() == {"constraints against double booking": "fewer than 1: b_shaked"}


@pytest.mark.usefixtures("_public")
def test_a_key_from_a_business_into_public_is_found() -> None:
    run("CREATE TABLE b_shaked.kettle (owner bigint REFERENCES public.accounts_user (id))")

    assert ill() == {"keys from a business into public": "b_shaked.kettle"}


@pytest.mark.usefixtures("_public")
def test_a_missing_schema_and_one_behind_are_found() -> None:
    Business.objects.create(name="רפאים", slug="ghost", schema_name="b_ghost", status=Business.Status.ACTIVE)
    run("DELETE FROM b_shaked.django_migrations WHERE app = 'audit'")

    assert ill() == {
        "active businesses without a schema": "b_ghost",
        "businesses behind the code": "b_shaked",
    }


@pytest.mark.usefixtures("_public")
@pytest.mark.parametrize("status", [Business.Status.PROVISIONING, Business.Status.FAILED])
def test_nothing_is_missed_in_a_business_that_is_being_set_up(status: str) -> None:
    Business.objects.create(name="חדש", slug="new", schema_name="b_new", status=status)
    run("CREATE SCHEMA b_new")
    run("CREATE TABLE b_new.django_migrations (LIKE b_shaked.django_migrations)")

    assert ill() == {}


@pytest.mark.usefixtures("_public")
def test_an_away_valkey_is_found(settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    assert set(ill()) == {"Valkey"}
