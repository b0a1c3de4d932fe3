"""Whatever serves has a database role that owns no table; here it is made, tried, and worked with."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.db import Error, connection, transaction
from rest_framework.test import APIClient

from apps.audit.actors import SYSTEM
from apps.audit.models import AuditEntry
from apps.core import clock
from apps.core.jobs import enqueue_in
from apps.core.testing import JobQueue, until
from apps.platform.services import business_delete_request, business_remove
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.doctor import examine
from apps.tenants.models import Business
from apps.tenants.provisioning import schema_provision
from apps.tenants.roles import serving_role_make
from apps.tenants.services import business_create, business_provision, business_provision_later
from apps.tenants.testing import worker_running
from prosaas.local.environment import SERVING_ROLE, serving_environment

PROBES = "apps.tenants.tests.probe_tasks"
PASSWORD = "of a test only"


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def one(question: str) -> tuple[object, ...]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        found: tuple[object, ...] = cursor.fetchone()
        return found


@pytest.fixture
def role(settings, _database: None) -> str:
    """A server's roles are everybody's, so each test process has one of its own."""
    settings.SERVING_ROLE = f"serving_{connection.settings_dict['NAME']}"
    return settings.SERVING_ROLE


@pytest.fixture
def narrow_role(role: str, business: Business, other_business: Business) -> None:
    """From here on everything is asked under the role, in businesses made before and after it was granted."""
    with in_tenant(PUBLIC_SCHEMA):
        for _ in range(2):
            serving_role_make(password=PASSWORD)
        later = business_create(name="סטודיו רימון", slug="rimon")
        business_provision(business=later)
        run(f"SET LOCAL ROLE {role}")


@pytest.mark.usefixtures("narrow_role")
def test_the_daily_work_needs_no_more(api: APIClient, other_api: APIClient) -> None:
    for client in (api, other_api):
        assert client.post("/api/v1/leads/", {"name": "רון"}, format="json").status_code == 201
        assert client.get("/api/v1/leads/").json()["results"][0]["name"] == "רון"
    assert AuditEntry.objects.get(action="lead.created").actor_user_id == api.membership.user_id
    assert api.get("/readyz").status_code == 200


REFUSALS = r"permission denied|must be owner|append-only"
FORBIDDEN = [
    "ALTER TABLE {journal} DISABLE TRIGGER audit_append_only",
    "DROP TRIGGER audit_append_only ON {journal}",
    "TRUNCATE {journal}",
    "DROP TABLE {journal}",
    "UPDATE {journal} SET action = 'lead.created'",
    "DELETE FROM {journal}",
    "SET session_replication_role = replica",
    "CREATE TABLE audit_elsewhere (id int)",
    "CREATE SCHEMA b_elsewhere",
    "DROP SCHEMA b_halutz CASCADE",
    "CREATE OR REPLACE FUNCTION public.prosaas_append_only() RETURNS trigger LANGUAGE sql AS ''",
]
JOURNALS = [
    *((schema, "audit_auditentry") for schema in ("b_halutz", "b_shaked", "b_rimon", "blueprint")),
    (PUBLIC_SCHEMA, "audit_platform_platformauditentry"),
]
GUARD = "SELECT tgenabled FROM pg_trigger WHERE tgname = 'audit_append_only' AND tgrelid = '{}'::regclass"


@pytest.mark.usefixtures("narrow_role")
def test_the_journals_guard_is_out_of_its_reach() -> None:
    for schema, journal in JOURNALS:
        with in_tenant(schema):
            for statement in FORBIDDEN:
                with pytest.raises(Error, match=REFUSALS), transaction.atomic():
                    run(statement.format(journal=journal))
            assert one(GUARD.format(journal)) == ("A",)


@pytest.mark.usefixtures("narrow_role")
def test_it_neither_makes_nor_removes_a_business() -> None:
    with pytest.raises(Error, match="permission denied"), transaction.atomic(), in_tenant(PUBLIC_SCHEMA):
        schema_provision(schema="b_elsewhere", tell=lambda _: None)


def test_the_doctor_knows_an_owner_that_serves(settings, narrow_role: None, role: str) -> None:
    def said() -> tuple[bool, str]:
        with in_tenant(PUBLIC_SCHEMA):
            [found] = [finding for finding in examine() if finding.question == "role that serves"]
        return found.is_well, found.answer

    settings.IS_PRODUCTION = True
    assert said() == (True, f"{role} owns no table")
    run("RESET ROLE")
    assert said() == (False, f"{connection.settings_dict['USER']} owns tables")
    settings.IS_PRODUCTION = False
    assert said()[0]


@pytest.fixture
def standing_role(tenants_db: None, role: str) -> Iterator[str]:
    """Made for good, so that other processes sign in with it."""
    serving_role_make(password=PASSWORD)
    yield role
    run(f"DROP OWNED BY {role}; DROP ROLE {role}")


def test_businesses_come_and_go_while_nobody_who_serves_owns_a_table(
    standing_role: str, business: Business, other_business: Business, jobs: JobQueue, tmp_path: Path, settings
) -> None:
    """The worker serves; this test is what makes and drops schemas, and finds its jobs waiting for it."""
    settings.EXPORT_ROOT = tmp_path
    with worker_running(include=PROBES, queues="celery,bulk", role=standing_role), in_tenant(PUBLIC_SCHEMA):
        opened = business_create(name="סטודיו רימון", slug="rimon")
        business_provision_later(business=opened)
        assert jobs.names() == ["tenants.business_provision"]
        business_provision(business=opened)
        jobs.clear()
        for schema in (opened.schema_name, business.schema_name):
            enqueue_in(schema, "tests.probe", marker="served")
            with in_tenant(schema):
                until(AuditEntry.objects.filter(action="served").exists)

        business_delete_request(business_id=opened.pk, typed_name=opened.name, actor=SYSTEM)
        Business.objects.filter(pk=opened.pk).update(delete_after=clock.now())
        enqueue_in(PUBLIC_SCHEMA, "platform.businesses_due_remove")
        until(lambda: "platform.business_remove" in jobs.names())
        business_remove(business_id=opened.pk)

    assert one("SELECT count(*) FROM pg_namespace WHERE nspname = 'b_rimon'") == (0,)
    assert one(
        "SELECT rolsuper, rolcreatedb, rolcreaterole, left(rolpassword, 13) FROM pg_authid"
        f" WHERE rolname = '{standing_role}'"
    ) == (False, False, False, "SCRAM-SHA-256")


def test_composed_services_know_the_owner_only_where_schemas_are_made() -> None:
    services = yaml.safe_load(Path(settings.BASE_DIR, "compose.yaml").read_text())["services"]
    ours = {
        name: service["environment"] for name, service in services.items() if "DATABASE_URL" in str(service)
    }

    owners = {name for name, told in ours.items() if "//prosaas:" in told["DATABASE_URL"]}
    assert owners == {"migrate", "schemas"}
    assert set(ours) - owners == {"web", "media", "worker", "bulk", "beat"}
    for name in set(ours) - owners:
        address = f"postgresql://{settings.SERVING_ROLE}:${{POSTGRES_APP_PASSWORD"
        assert ours[name]["DATABASE_URL"].startswith(address)
        assert (ours[name]["POSTGRES_PASSWORD"], ours[name]["POSTGRES_APP_PASSWORD"]) == ("", "")


def test_a_developers_processes_serve_under_the_same_role() -> None:
    owner = {"DATABASE_URL": "postgresql://postgres@/prosaas?host=/tmp", "POSTGRES_APP_PASSWORD": "word"}
    served = serving_environment(owner)

    assert SERVING_ROLE == settings.SERVING_ROLE
    assert f"user={SERVING_ROLE}" in served["DATABASE_URL"]
    assert "postgres@" not in str(served)
    given = {"DATABASE_URL": "postgresql://me@elsewhere/prosaas"}
    assert serving_environment(given) == given
