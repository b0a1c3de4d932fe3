from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from apps.core.testing import until
from apps.tenants.blueprint import BLUEPRINT, blueprint_copy, blueprint_renew
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.migrating import migrating_alone, schemas_behind, schemas_migrate
from apps.tenants.models import Business
from apps.tenants.services import business_create, business_provision
from apps.tenants.testing import database_address


@pytest.fixture
def new(tenants_db: None) -> Iterator[Business]:
    """A third business, so that the two of every test are not harmed."""
    with in_tenant(PUBLIC_SCHEMA):
        business = business_create(name="קפה ים", slug="cafe-yam")
        business_provision(business=business)
        yield business


def forget_audit(schema: str, *, drop: bool) -> None:
    """As before the app audit was migrated; without `drop` its table is still there and migrating fails."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {schema}.django_migrations WHERE app = 'audit'")
        if drop:
            cursor.execute(f"DROP TABLE {schema}.audit_auditentry")


def has_audit(schema: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"{schema}.audit_auditentry"])
        return bool(cursor.fetchone()[0])


def migrate(*, workers: int = 1) -> str:
    said = StringIO()
    call_command("migrate_tenants", workers=workers, stdout=said)
    return said.getvalue()


def test_nothing_to_do(business: Business) -> None:
    with in_tenant(PUBLIC_SCHEMA):
        assert migrate() == "0 businesses migrated\n"


def test_all_businesses_are_asked_with_one_query(
    business: Business, other_business: Business, django_assert_num_queries
) -> None:
    with in_tenant(PUBLIC_SCHEMA):
        Business.objects.exists()  # the path is set
        # Who is there, who has a history, and one UNION over all histories.
        with django_assert_num_queries(3):
            assert schemas_behind() == []


def test_only_the_one_behind_is_migrated(new: Business) -> None:
    forget_audit(new.schema_name, drop=True)

    assert schemas_behind() == [new.schema_name]
    assert migrate() == f"{new.schema_name}: migrated\n1 businesses migrated\n"
    assert has_audit(new.schema_name)
    assert schemas_behind() == []


def test_a_failing_business_stops_only_itself(new: Business) -> None:
    ill = business_create(name="חולה", slug="ill")
    business_provision(business=ill)
    forget_audit(new.schema_name, drop=True)
    forget_audit(ill.schema_name, drop=False)

    said = StringIO()
    with pytest.raises(CommandError, match="1 of 2 schemas were not migrated: b_ill"):
        call_command("migrate_tenants", workers=1, stdout=said)

    assert f"{new.schema_name}: migrated" in said.getvalue()
    assert f"{ill.schema_name}: django.db.utils.ProgrammingError" in said.getvalue()
    assert schemas_behind() == [ill.schema_name]


def test_several_are_migrated_at_once_and_one_in_use_waits_for_nobody(
    new: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    used, other = (business_create(name=slug, slug=slug) for slug in ("used", "other"))
    for business in (used, other):
        business_provision(business=business)
    schemas = [business.schema_name for business in (used, new, other)]
    for schema in schemas:
        forget_audit(schema, drop=True)
    monkeypatch.setenv("DATABASE_URL", database_address())

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '60s'")
        cursor.execute(f"LOCK TABLE {used.schema_name}.django_migrations")
        errors = {done.schema: done.error for done in schemas_migrate(schemas, workers=2)}

    assert "lock timeout" in errors.pop(used.schema_name)
    assert errors == {new.schema_name: "", other.schema_name: ""}
    assert [has_audit(schema) for schema in schemas] == [False, True, True]


@contextmanager
def migrating_elsewhere() -> Iterator[Future[str]]:
    """In another process, as it were; it has come to where it waits for us."""

    def run() -> str:
        try:
            return migrate()
        finally:
            connection.close()

    threads = ThreadPoolExecutor(1)
    future = threads.submit(run)
    # Not waited for here: were it not to come that far, it would wait for what we hold.
    threads.shutdown(wait=False)
    until(lambda: future.done() or is_waited_for())
    yield future


def is_waited_for() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        return bool(cursor.fetchone()[0])


def test_a_second_one_waits_for_the_first(new: Business) -> None:
    forget_audit(new.schema_name, drop=True)

    with ExitStack() as first:
        first.enter_context(migrating_alone())
        with migrating_elsewhere() as second:
            assert not second.done()
            assert not has_audit(new.schema_name)
            first.close()

    assert second.result() == f"{new.schema_name}: migrated\n1 businesses migrated\n"


@pytest.fixture
def _whole_again(tenants_db: None) -> Iterator[None]:
    yield
    with in_tenant(PUBLIC_SCHEMA):
        if BLUEPRINT in schemas_behind():
            blueprint_renew()


@pytest.mark.usefixtures("_whole_again")
def test_who_is_opened_from_the_old_blueprint_meanwhile_is_migrated_too(tenants_db: None) -> None:
    """By a worker of the old code, which sees nothing behind. It copies while the new blueprint is made."""
    forget_audit(BLUEPRINT, drop=True)
    late = business_create(name="מאוחר", slug="late")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {late.schema_name}")

    with ExitStack() as opening:
        opening.enter_context(transaction.atomic())
        blueprint_copy(schema=late.schema_name)
        with migrating_elsewhere() as command:
            assert not command.done()
            opening.close()

    assert command.result() == "blueprint: migrated\nb_late: migrated\n1 businesses migrated\n"
    assert schemas_behind() == []
    assert has_audit(late.schema_name)


def test_a_failing_blueprint_stops_no_business(new: Business) -> None:
    forget_audit(new.schema_name, drop=True)
    said = StringIO()

    with (
        blueprint_behind(),
        no_new_schema(),
        pytest.raises(CommandError, match="1 of 2 schemas were not migrated: blueprint"),
    ):
        call_command("migrate_tenants", workers=1, stdout=said)

    assert said.getvalue().startswith("blueprint: django.db.utils.ProgrammingError: no room\n")
    assert said.getvalue().endswith(f"{new.schema_name}: migrated\n")
    assert schemas_behind() == []


@contextmanager
def blueprint_behind() -> Iterator[None]:
    """Only by what it says of itself: a new one would take seconds."""
    forget_audit(BLUEPRINT, drop=False)
    yield
    assert schemas_behind() == [BLUEPRINT]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {BLUEPRINT}.django_migrations (app, name, applied)"
            " SELECT app, name, applied FROM b_halutz.django_migrations WHERE app = 'audit'"
        )


@contextmanager
def no_new_schema() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION public.no_room() RETURNS event_trigger LANGUAGE plpgsql"
            " AS $$ BEGIN RAISE 'no room'; END $$"
        )
        cursor.execute(
            "CREATE EVENT TRIGGER no_room ON ddl_command_start WHEN TAG IN ('CREATE SCHEMA')"
            " EXECUTE FUNCTION public.no_room()"
        )
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION public.no_room CASCADE")


def test_a_business_without_a_schema_is_left_alone(tenants_db: None) -> None:
    with in_tenant(PUBLIC_SCHEMA):
        business_create(name="קפה ים", slug="cafe-yam")

        assert schemas_behind() == []
